"""The wording in English, beside the Chinese."""

from __future__ import annotations

WORDS: dict[str, str] = {
    # -- titles
    "t_request_hk": "Letter of Request", "t_request_macao": "Letter of Request",
    "t_evidence_hk": "Letter of Request", "t_evidence_macao": "Letter of Request",
    "t_transfer": "Application for Transfer", "t_supplement": "Letter with Supplementary Material",
    "t_reminder": "Reminder", "t_completion": "Letter of Completion",
    "t_certificate": "Certificate of Service", "t_non_service": "Certificate of Non-Service",
    "t_return_receipt": "Return Receipt of Service", "t_notice_text": "Public Notice",
    "t_hand_over": "Receipts of Hand-over", "t_dossier": "Dossier of the Service Matter",
    "simulated": "SIMULATED: sealed by the demonstration authority, without legal effect",
    "number": "{number} doc. {paper}",
    # -- authorities
    "hk_court": "High Court of the Hong Kong Special Administrative Region",
    "hk_wing": (
        "Administration Wing of the Chief Secretary for Administration's Office, Government of the "
        "Hong Kong Special Administrative Region"
    ),
    "macao_court": "Court of Final Appeal of the Macao Special Administrative Region",
    "to": "To: {authority}", "HK": "the Hong Kong Special Administrative Region",
    "MO": "the Macao Special Administrative Region",
    # -- bodies
    "b_request_hk": (
        "In case {case} ({nature}) before {court}, judicial documents are to be served on {name} in "
        "the Hong Kong Special Administrative Region. Under articles 1 to 3 of the Arrangement for "
        "Mutual Service of Judicial Documents in Civil and Commercial Proceedings between the Mainland "
        "and Hong Kong Courts, your Court is requested to effect service, as follows:"
    ),
    "b_request_macao": (
        "In case {case} ({nature}) before {court}, judicial documents are to be served on {name} in "
        "the Macao Special Administrative Region. Under articles 1, 2 and 10 of the Arrangement "
        "between the Mainland and Macao on Mutual Service of Judicial Documents and Taking of Evidence "
        "in Civil and Commercial Cases, your Court is requested to effect service, as follows:"
    ),
    "b_evidence_hk": (
        "In case {case} ({nature}) before {court}, evidence is to be taken in the Hong Kong Special "
        "Administrative Region. Under articles 1, 2 and 8 of the Arrangement on Mutual Taking of "
        "Evidence in Civil and Commercial Matters between the Courts of the Mainland and Hong Kong, "
        "the evidence below is requested. What is obtained is used in this case alone (article 5)."
    ),
    "b_evidence_macao": (
        "In case {case} ({nature}) before {court}, evidence is to be taken in the Macao Special "
        "Administrative Region. Under articles 16 to 18 of the Arrangement between the Mainland and "
        "Macao on Mutual Service of Judicial Documents and Taking of Evidence in Civil and Commercial "
        "Cases, your Court is requested to take it, as follows:"
    ),
    "c_request_hk": (
        "Please serve even if a date of hearing or a period set in the documents has passed, and at "
        "the latest within two months of receiving this letter (article 4). Please then issue a "
        "certificate of service under seal. If service is not possible, please state on the "
        "certificate the obstacle or the reason for refusal, and the date, and return this letter with "
        "all documents (article 5)."
    ),
    "c_request_macao": (
        "Please serve even if a date of hearing or a period set in the documents has passed (article "
        "13), within two months of receiving this letter (article 6). Please then issue a certificate "
        "of service under seal that states the method, place and date of service and the identity of "
        "the recipient. If service is not possible, please state the obstacle or the reason for "
        "refusal, and the date (article 12)."
    ),
    "c_evidence_hk": (
        "Please endeavour to complete the request within six months of receiving this letter (article "
        "10). Expenses beyond the ordinary are to be told beforehand and agreed (article 9)."
    ),
    "c_evidence_macao": (
        "Please complete the request within three months of receiving this letter (article 6)."
    ),
    "attend": "Please tell this Court the time and place, so that the parties and their agents may attend.",
    "video": "Please help the witnesses or experts to testify by video or audio link, if they agree.",
    "b_transfer": (
        "In case {case} ({nature}) before {court}, the authorities of {region} are to be requested as "
        "set out below. The letter of request and the documents, {count} in all, are submitted for "
        "review and transfer. If they do not conform to the Arrangement, please return them with "
        "reasons (Provisions of 2009, Fa Shi [2009] No. 2, article 13)."
    ),
    "b_supplement": (
        "On {asked} you asked for further material or information on our request. Our answer is below; "
        "please continue. The supplement does not begin the period anew."
    ),
    "b_reminder": (
        "On {dispatched} this Court sent you a letter of request concerning the matter below. No "
        "result has reached us to this day. Please tell us how far it has come, and complete it and "
        "reply as soon as possible. This is reminder no. {reminder} in this matter."
    ),
    "b_reminder_due": "The period set by the Arrangement ends on {due}.",
    "b_completion": (
        "The matter below, with which you entrusted this Court, has been completed. We reply as "
        "follows:"
    ),
    "b_certificate": (
        "This is to certify that the judicial documents below have been served on the addressee."
    ),
    "b_certificate_judge": "On {confirmed} the judge in charge confirmed the date of service as {date}.",
    "b_non_service": (
        "This is to certify that the judicial documents below could not be served on the addressee, "
        "for the reason stated."
    ),
    "returned_yes": "The letter of request and all documents are returned herewith.",
    "returned_no": "Not all documents have been returned yet.",
    "b_return_receipt": (
        "The addressee, or whoever may receive for the addressee, is asked to compare the documents "
        "below, to sign and to write the date of receipt."
    ),
    "b_notice": "To {name}:",
    "b_notice_text": (
        "In case {case} ({nature}) before {court}, {reason}. Under {basis}, the following are hereby "
        "served on you by public notice: {documents}. They are deemed served {term} after the "
        "publication of this notice, counted from the last publication where the dates of publication "
        "in the Mainland and at your place differ."
    ),
    "notice_answer": (
        "A statement of defence may be filed within {days} days after service by this notice takes "
        "effect."
    ),
    "notice_hearing": (
        "The case is heard on {hearing}. If you do not appear, judgment may be given in your absence."
    ),
    "reason_exhausted": "no other way of service has succeeded",
    "reason_unknown": "your whereabouts are unknown", "term_months": "three months",
    "term_days": "sixty days",
    "basis_2009": (
        "article 9 of the Provisions of the Supreme People's Court on Service of Judicial Documents in "
        "Civil and Commercial Cases involving Hong Kong and Macao"
    ),
    "basis_cpl": "article 283, second paragraph, of the Civil Procedure Law",
    "b_hand_over": (
        "In each hand-over below, every document is named by its digest (SHA-256). Whoever holds the "
        "files can compute and compare it."
    ),
    "b_evidence_done": "The evidence was taken; it is attached.",
    "b_evidence_not_done": "The evidence could not be taken, for the reason stated.",
    # -- labels
    "l_requesting": "Requesting authority", "l_requested": "Requested authority", "l_case": "Case number",
    "l_nature": "Nature of the case", "l_addressee": "Addressee",
    "l_former": "Former names", "l_identity": "Identity or registration number",
    "l_address": "Detailed address", "l_hearing": "Hearing", "l_answer": "Period to answer",
    "l_evidence_until": "Evidence to be filed by", "l_method": "Method of service",
    "l_amount": "Amount in dispute", "l_sets": "Sets of documents", "l_costs": "Costs",
    "l_number": "Our number", "l_upper_number": "Number of the High People's Court",
    "l_foreign_number": "Number of the requested authority",
    "l_platform": "Number on the judicial-assistance platform", "l_postal": "Postal number",
    "l_dispatched": "Sent on", "l_received": "Received on", "l_estimated": "{date} (estimate)",
    "l_measure": "Measure", "l_parties": "Parties and agents", "l_purpose": "Why the evidence is needed",
    "l_items": "What is to be taken", "l_person": "Person to be examined", "l_questions": "Questions",
    "l_special": "Special method", "l_other": "Other circumstances", "l_asked_for": "Asked for",
    "l_reply": "Answer", "l_channel": "Way of service", "l_basis": "Legal basis",
    "l_served_on": "Date of service", "l_obstacle_on": "Date noted", "l_place": "Place of service",
    "l_recipient": "Recipient", "l_relationship": "Relationship to the addressee", "l_reason": "Reason",
    "l_words": "In its words", "l_issuer": "Proof issued by", "l_issuer_number": "Number of the proof",
    "l_result": "Result", "l_contact": "Address and telephone",
    "l_signature": "Signature of the addressee or of whoever receives", "l_signed_on": "Received on",
    "l_left": "Reason for refusal, signature of witness", "l_server": "Served by",
    "l_reported": "Time and place of service",
    # -- values
    "l_trial_court": "Court hearing the case", "answer_days": "{days} days from receipt",
    "by_law": "as provided by the law of the place",
    "costs_borne": "This Court bears the costs of the special method", "sets": "{sets} sets",
    "no_sets": "Sent by the platform; no paper sets", "done": "Carried out", "not_done": "Not carried out",
    "refused": "Refused",
    # -- tables
    "h_number": "No.", "h_document": "Document", "h_pages": "Pages", "h_translation": "Chinese translation",
    "h_digest": "Digest (SHA-256)", "h_leg": "Leg", "h_on": "Date", "h_from": "From", "h_to": "To",
    "h_outside": "Number", "translated": "attached", "needs_none": "text is Chinese", "pages": "{pages} pp.",
    "translation_of": "translation of no. {number}",
    # -- the dossier
    "b_dossier": "This dossier brings together documents, proofs and course of the service matter {number}.",
    "h_event": "Course", "h_state": "State", "h_file": "File", "x_file": "Annex {number}",
    "x_paper": "Paper {number} of the Court", "x_translation": "translation",
    "not_bound": "These files cannot be bound; they are named by their digests:", "l_state": "State",
    "l_effective": "Date of service confirmed",
    # -- foot
    "seal": "(seal of the Court)", "judge": "Judge",
    "check": (
        "Scan the code, or open the page for checking documents, and enter the number {number} and the "
        "check code {code}, to see whether this paper is on record. The electronic paper is sealed; "
        "any change shows."
    ),
    "log": "The issue of this paper is recorded in a log that cannot be altered, with its digest (SHA-256).",
    "prevails": "The first of the languages prevails.",
    # -- kinds of documents
    "k_claim": "Copy of the statement of claim", "k_appeal": "Copy of the notice of appeal",
    "k_counterclaim": "Copy of the counterclaim", "k_defence": "Copy of the defence",
    "k_power": "Power of attorney", "k_summons": "Summons", "k_judgment": "Judgment",
    "k_mediation": "Mediation statement", "k_ruling": "Ruling", "k_payment_order": "Payment order",
    "k_decision": "Decision", "k_notice": "Notice", "k_certificate": "Certificate",
    "k_return_receipt": "Return receipt of service", "k_writ": "Writ", "k_affidavit": "Affidavit",
    "k_order": "Court order", "k_other": "Other judicial document or annex",
    # -- who hands over to whom
    "w_requesting": "Requesting authority", "w_lawyer": "Lawyer", "w_clerk": "Clerk",
    "w_desk": "Judicial-assistance desk", "w_upper": "High People's Court", "w_judge": "Judge in charge",
    "w_executing_court": "Executing court", "w_addressee": "Addressee", "w_people": "Parties",
    "w_system": "Portal", "w_requested": "Requested authority", "w_post_office": "Post",
}  # fmt: skip
