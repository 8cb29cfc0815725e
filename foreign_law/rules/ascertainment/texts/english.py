"""The wording in English; the Chinese text prevails."""

from __future__ import annotations

WORDS: dict[str, str] = {
    # -- titles
    "t_process_statement": "Statement of the Ascertainment of Foreign Law",
    "t_request_letter": "Request for Information on Law", "t_scope_note": "Note on the Scope of Questioning",
    "t_cost_sheet": "Sheet of Costs of Ascertainment", "t_citation_pack": "Pack of Cited Provisions",
    "simulated": "SIMULATED: sealed by a demonstration authority, without legal effect", "number": "{number} paper {paper}",
    # -- laws and addressees
    "law_CN-HK": "the law of the Hong Kong Special Administrative Region",
    "law_CN-MO": "the law of the Macao Special Administrative Region", "law_other": "the law of {code}",
    "macao_court": "The Court of Final Appeal of the Macao Special Administrative Region", "to": "{authority}:",
    "everybody": "all parties",
    "interpretation": (
        "the Interpretation (II) of the Supreme People’s Court of the Law on the Application of Laws to Foreign-Related"
        " Civil Relations (Fa Shi [2023] No. 12, “Interpretation (II)”)"
    ),
    # -- the paragraph for the judgment
    "h_judgment": "Paragraph for the judgment",
    "p_choice": "The parties have chosen {law}, which the parties must therefore provide.",
    "p_conflict": "Under {rule}, {law} governs this case; the parties having made no choice, the Court ascertains it.",
    "p_conflict_fell": (
        "Under {rule}, {law} governs this case; as the Court holds that the parties made no effective choice of that law, the"
        " Court ascertains it."
    ),
    "p_period": "Allowing for the formalities, the Court fixed {due} as the last day for providing that law.",
    "p_finding": "The content of {citation} has been found by the effective judgment of {court}, {case}.",
    "p_route": "The Court ascertained the law by way of {route} ({whom}); an answer was received on {received}; {outcome}.",
    "p_route_party": "Asked by the Court, {whom} provided material, received on {received}; {outcome}.",
    "p_route_nothing": "The Court ascertained the law by way of {route} ({whom}); {outcome}.",
    "p_declined": "{whom} declined, having an interest in the case.",
    "p_interest_later": (
        "{whom}, having taken the question on, declared an interest in the case and takes no further part."
    ),
    "p_supplement": "The Court therefore supplemented the ascertainment by a different route.",
    "p_exhibited": (
        "The material was shown in court on {dates}, and the Court heard all parties on the content of the law, its"
        " meaning and its application."
    ),
    "p_shown": "The material was shown in court on {dates}.",
    "p_no_objection": "No party objected.",
    "p_objection": "{party} objected to the {aspect} on question {number}, for these reasons: {reasons}",
    "p_content": "As ascertained, the content of {law} is: {content}",
    # -- sections of the statement
    "h_basis": "1. Basis of the ascertainment", "h_scope": "2. Scope", "h_periods": "3. Periods fixed",
    "h_findings": "4. Findings of effective judgments", "h_routes": "5. Routes and course of the ascertainment",
    "h_materials": "6. Material, and its showing in court", "h_positions": "7. Positions of the parties",
    "h_content": "8. Content of the law as ascertained", "h_result": "9. Determination and reasons", "h_costs": "10. Costs",
    "b_choice": (
        "In {case}, a case of {nature} before {court} (“this case”), the parties have chosen {law}, in these terms:"
        " “{clause}”. Under article 10, first paragraph, of the Law on the Application of Laws to Foreign-Related Civil"
        " Relations and article 1, second paragraph, of {interpretation}, the parties must provide that law."
    ),
    "b_choice_plain": (
        "In {case}, a case of {nature} before {court} (“this case”), the parties have chosen {law} by an instrument that is"
        " on file. Under article 10, first paragraph, of the Law on the Application of Laws to Foreign-Related Civil"
        " Relations and article 1, second paragraph, of {interpretation}, the parties must provide that law."
    ),
    "b_conflict": (
        "In {case}, a case of {nature} before {court} (“this case”), {law} governs under {rule}. The parties having made"
        " no choice, the Court ascertains that law under article 10, first paragraph, of the Law on the Application of"
        " Laws to Foreign-Related Civil Relations and article 1, third paragraph, of {interpretation}."
    ),
    "b_conflict_fell": (
        "In {case}, a case of {nature} before {court} (“this case”), {law} governs under {rule}. As the Court holds that the"
        " parties made no effective choice of that law, the Court ascertains it under article 10, first paragraph, of the"
        " Law on the Application of Laws to Foreign-Related Civil Relations and article 1, third paragraph, of"
        " {interpretation}."
    ),
    "b_now_chosen": (
        "On {date}, by {reference}, the Court founded the ascertainment on the choice of the parties (article 6 of"
        " Interpretation (I) of the Law on the Application of Laws to Foreign-Related Civil Relations); until then it was"
        " for the Court to ascertain it."
    ),
    "b_no_longer_chosen": (
        "On {date}, by {reference}, the Court founded the ascertainment on the conflict rule and no longer on a choice of "
        "the parties; until then it was for the parties to provide the law."
    ),
    "b_hkmo": (
        "The ascertainment of the law of Hong Kong and Macao follows Interpretation (II) by reference (article 12)."
    ),
    "b_on": "The facts of this case date from {date}; the law in force on that day is ascertained.",
    "b_scope": "On {date} the Court, by {reference}, determined that these questions be ascertained (article 6):",
    "b_scope_plain": "These questions are to be ascertained (article 6):",
    "b_struck": "On {date} question {number} was struck, for this reason: {reason}",
    "b_added": "On {date} the Court, by {reference}, added these questions (article 6):",
    "b_periods": "Allowing for the formalities of ascertainment, the Court fixed these periods (article 9, first paragraph):",
    "b_no_periods": "The Court fixed no period for providing the law.",
    "b_extension": "{party} asked for an extension until {until}, for these specific reasons: {reasons} The Court {decision}.",
    "d_granted": "granted it", "d_refused": "refused it", "d_pending": "has not yet decided",
    "b_findings": (
        "Before a route was chosen, these findings of effective judgments of the people’s courts on the law concerned were"
        " retrieved (article 8(3)):"
    ),
    "b_no_findings": (
        "Before a route was chosen, no finding of an effective judgment of the people’s courts on the law concerned was"
        " retrieved (article 8(3))."
    ),
    "b_not_sought": (
        "The record holds no search for findings of effective judgments on the law concerned (article 8(3))."
    ),
    "b_taken_back": (
        "The release of the finding of judgment {case} was taken back"
        " on {date}; what the Court relied on before that day stands."
    ),
    "b_rebuttal": "{party} put forward evidence contradicting a finding above, for these reasons: {reasons}",
    "b_routes": "Under article 2 of Interpretation (II) the Court ascertained the law by these routes:",
    "b_no_routes": "The Court used no other route of article 2.",
    "b_outcome": "Attempt {number}: on examination, {outcome}, for these reasons: {reason}",
    "b_supplement": (
        "Attempt {failed} having yielded no clear and sufficient content, the Court supplemented it by a different route,"
        " attempt {number} (article 2, second paragraph)."
    ),
    "b_materials": "This material was received (articles 3 and 4):", "b_no_materials": "No material was received.",
    "b_provider_papers": (
        "Proof of qualification (for an expert, of identity and record) and a written statement of no interest in the case"
        " were submitted (article 4)."
    ),
    "b_left_out": "Material {number} was left out, for this reason: {reason}",
    "b_exhibited": "On {date}, material {numbers} was shown {how}; see {reference} (article 5).",
    "b_positions": "The Court heard all parties on the content of the law, its meaning and its application (article 5):",
    "b_positions_some": (
        "These are the positions of those parties who spoke on the content of the law, its meaning and its application"
        " (article 5):"
    ),
    "b_no_positions": "No party took a position on the content of the law, its meaning and its application.",
    "b_opportunity": "{party} was given the opportunity to be heard on {date} ({how}).",
    "b_questioning": (
        "On {date} {provider} answered questions {how}, speaking only on {law} and its meaning (article 7): {summary}"
    ),
    "b_home_law": (
        "Before the online questioning it was checked that the law of the provider’s home does not prohibit taking part"
        " online in a hearing across the border."
    ),
    "b_content": "The content of {law}, as ascertained by the Court, is: {content}", "b_answer": "Question {number}: {answer}",
    "b_rests_on": "Resting on: {citations}", "b_nothing": "There is no content of the law to be stated.",
    # -- results
    "s_confirmed": (
        "No party objecting to the content of {law}, its meaning and its application, the Court confirms it (article 8(1))."
    ),
    "s_determined": (
        "Objections with reasons were raised to the content of {law}, its meaning and its application. They stood after"
        " the ascertainment had been supplemented; the Court examined the matter and determines it (article 8(2))."
    ),
    "s_determined_at_once": (
        "Objections with reasons were raised to the content of {law}, its meaning and its application. The Court found no"
        " supplement necessary, for this reason: {why}. The Court examined the matter and determines it (article 8(2))."
    ),
    "s_adopted": (
        "The content of {citation} has been found by the effective judgment of {court}, {case}; no evidence suffices to"
        " rebut it; the Court confirms it (article 8(3))."
    ),
    "s_adopted_rebutted": (
        "The content of {citation} has been found by the effective judgment of {court}, {case}. Evidence to the contrary was"
        " put forward, on which the Court holds: {held}. It does not suffice to rebut the finding; the Court confirms it"
        " (article 8(3))."
    ),
    "s_unascertainable_conflict": (
        "By {routes} different routes no clear and sufficient content of {law} could be obtained; the Court holds that it"
        " cannot be ascertained (articles 2 and 10). Under article 10, second paragraph, of the Law on the Application of"
        " Laws to Foreign-Related Civil Relations, the law of the People’s Republic of China applies."
    ),
    "s_unascertainable_choice": (
        "The parties chose {law} and without justified cause did not provide it within the period fixed by the Court (until"
        " {due}); the Court holds that it cannot be ascertained (article 9, second paragraph). Under article 10, second"
        " paragraph, of the Law on the Application of Laws to Foreign-Related Civil Relations, the law of the People’s"
        " Republic of China applies."
    ),
    "s_unascertainable_choice_short": (
        "The parties chose {law}; on examination the material that they provided gave no clear and sufficient content, and"
        " without justified cause they did not provide that law within the period fixed by the Court (until {due}); the"
        " Court holds that it cannot be ascertained (article 9, second paragraph). Under article 10, second paragraph, of"
        " the Law on the Application of Laws to Foreign-Related Civil Relations, the law of the People’s Republic of China"
        " applies."
    ),
    "s_no_provision": (
        "On the point concerned {law} has no provision. Under article 10, second paragraph, of the Law on the Application"
        " of Laws to Foreign-Related Civil Relations, the law of the People’s Republic of China applies to it."
    ),
    "s_open": "The Court has not yet determined the content of {law}.", "reasons": "Reasons: {reasons}",
    # -- costs
    "c_none": "No costs arose.", "c_open": "The costs have not yet been allocated (article 11).",
    "c_agreement": "The costs are borne as the parties agreed (article 11):",
    "c_court": (
        "The parties having agreed nothing on the costs, the Court, having regard to the claims and the circumstances,"
        " allocates the reasonable costs above as follows (article 11):"
    ),
    "c_share": "{party} bears {amount}.", "c_total": "Total: {amount}",
    # -- the letter of request, the scope note
    "b_letter_macao": (
        "In {case}, a case of {nature} before {court}, {law} has to be ascertained. Under article 25 of the Arrangement"
        " between the Mainland and the Macao Special Administrative Region on Mutual Entrustment of Service of Judicial"
        " Documents and Taking of Evidence in Civil and Commercial Matters, your Court is requested to look up and provide"
        " the law of your region on these questions:"
    ),
    "b_letter": (
        "In {case}, a case of {nature} before {court}, {law} has to be ascertained. Under article 2, first paragraph, item"
        " {item}, of {interpretation}, you are requested to provide the law on these questions:"
    ),
    "b_letter_unnamed": (
        "In ascertainment {number}, which concerns a case of {nature} before {court}, {law} has to be ascertained. Under"
        " article 2, first paragraph, item {item}, of {interpretation}, you are requested to provide the law on these"
        " questions:"
    ),
    "b_letter_party": (
        "In {case}, a case of {nature} before {court}, {law} is to be applied. Under articles 1 and 2, first paragraph, item"
        " 1, of {interpretation}, you are asked to provide the law on these questions:"
    ),
    "b_reply": (
        "Please provide the specific provisions and explain how they were obtained, whether they are in force, and what"
        " they have to do with the dispute; of case law, please enclose the full judgments (article 3 of"
        " Fa Shi [2023] No. 12). Please state the law objectively, without an opinion on how the case should be decided."
    ),
    "b_reply_provider": (
        "Please enclose the institution’s proof of qualification, or proof of the expert’s identity and record, with a"
        " written statement of no interest in the case (article 4 of Fa Shi [2023] No. 12). If you have an interest in the"
        " case, please say so and decline."
    ),
    "b_reply_until": "Please answer by {due}.", "b_confidential": "This letter is confidential and must not be passed on.",
    "b_scope_note": (
        "Under article 7 of the Interpretation (II) of the Supreme People’s Court of the Law on the Application of Laws to"
        " Foreign-Related Civil Relations (Fa Shi [2023] No. 12), {provider}"
        " will answer questions {how} on {time}. The questioning is"
        " confined to {law} and its meaning; the institution or expert takes no part in any other business of the hearing."
    ),
    "b_put": "Matters to be put: {matters}",
    "b_costs": "The costs of ascertaining {law} in {case} before {court} are (articles of Fa Shi [2023] No. 12):",
    "b_pack": (
        "These provisions are cited by the material, in the text in force on {date}; each text bears its source, the time of"
        " its retrieval and its SHA-256 digest."
    ),
    "b_pack_undated": (
        "These provisions are cited by the material; each text bears its source, the time of its retrieval and its SHA-256"
        " digest."
    ),
    "b_pack_empty": "The material cites no provision.",
    # -- labels
    "l_requesting": "Requesting court", "l_case": "Case number", "l_nature": "Nature of the case",
    "l_law": "Law to be ascertained", "l_facts": "Facts to be assumed", "l_on": "Date of the facts",
    "l_reply_language": "Language of the answer", "l_number": "Our number", "l_foreign_number": "Your number",
    "l_until": "Answer by", "l_title": "Title", "l_from": "Provided by", "l_received": "Received on",
    "l_language": "Language", "l_translation": "Chinese translation", "l_obtained": "How obtained",
    "l_validity": "In force", "l_relevance": "Relevance to the dispute", "l_cited": "Law cited",
    "l_provider_papers": "Papers of article 4", "l_provider": "Institution or expert",
    "l_difficulty": "Difficulty of attending in person", "l_home_law": "Check of the home law", "l_reference": "Basis",
    "l_citation": "Citation", "l_identifier": "Canonical identifier", "l_in_force": "In force", "l_source": "Source",
    "l_retrieved": "Retrieved", "l_digest": "SHA-256", "l_status": "Standing of the text",
    "l_text": "{language} ({authenticity})",
    "h_no": "No.", "h_question": "Question", "h_matter": "Matter", "h_for": "Party or route", "h_due": "Last day",
    "h_reason": "Reason", "h_law": "Provision", "h_judgment_of": "Court and case number", "h_effective": "In effect since",
    "h_use": "Use", "h_route": "Route", "h_whom": "Asked", "h_sent": "Sent", "h_received": "Received",
    "h_outcome": "Outcome", "h_party": "Party", "h_content_short": "Content", "h_meaning": "Meaning",
    "h_application": "Application", "h_item": "Item", "h_quoted": "Quoted", "h_invoiced": "Invoiced",
    "h_payer": "Paid in advance by", "h_state": "State",
    "h_asked": "Asked on",
    # -- values
    "r_1": "provision by a party", "r_2": "judicial assistance", "r_3": "embassies and consulates",
    "r_4": "a participant in a cooperation mechanism", "r_5": "an expert of the International Commercial Expert Committee",
    "r_6": "an ascertainment institution or legal expert", "r_7": "another suitable route",
    "o_none": "no content of the law was obtained", "o_unclear": "the content was unclear",
    "o_insufficient": "the content was insufficient", "o_sufficient": "the content was clear and sufficient",
    "o_open": "not yet examined", "o_declined_conflict": "declined: interest in the case", "o_declined": "declined",
    "o_withdrawn": "withdrawn", "u_shown": "noted", "u_relied_on": "relied on", "u_rebutted": "evidence to the contrary",
    "u_fallen": "no longer in effect",
    "a_content": "content", "a_meaning": "meaning", "a_application": "application", "st_agree": "No objection",
    "st_object": "Objection", "st_none": "Not stated", "how_hearing": "at the hearing",
    "how_pretrial": "at the pre-trial conference", "how_online": "at the online hearing", "q_in_person": "in the courtroom",
    "commissioned": "{party}, with an opinion commissioned from {author}",
    "q_online": "online", "translated_by": "translated by {translator}", "is_chinese": "the original is Chinese",
    "no_translation": "none", "authentic": "authentic text", "official": "official text; the gazette prevails",
    "convenience": "text for convenience", "machine": "converted by machine by the publisher",
    "translation": "translation by {translator}", "and": ", ", "until_now": "and still in force", "unknown": "not stated",
    "checked": "checked",
    "lang_zh-hant": "Traditional Chinese", "lang_zh-hans": "Simplified Chinese", "lang_pt": "Portuguese", "lang_en": "English",
    # -- foot
    "seal": "(seal of the Court)", "prevails": "The Chinese text prevails.",
    "log": "This paper was made from the record; its digest stands in the Court’s transparency log.",
    "approval": (
        "This statement was made from the record. The judge in charge approves it and states the process and the content"
        " of the law in the judgment (article 10 of Interpretation (II)). What was ascertained is determined by the judge,"
        " never by the system."
    ),
    "check": "To check: number {number}, code {code}", "judge": "Judge in charge",
    "prepared": "Draft: to be approved by the judge in charge",
}  # fmt: skip
