"""The route planner in words: what stands against a route, what to find out, what to bring, what to mind, what is next."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from service_of_process.models import Channel
from service_of_process.rules import routes

OBSTACLES: dict[str, Any] = {
    "not_in_mainland": _(
        "Neither the addressee nor whoever heads it is in the Mainland (2009 Provisions, arts 3, 11)."
    ),
    "no_office": _("There is no representative office in the Mainland."),
    "no_enterprise": _("There is no wholly-owned enterprise in the Mainland."),
    "no_branch": _("There is no branch in the Mainland."),
    "no_business_agent": _("There is no business agent in the Mainland."),
    "agent_not_authorised": _(
        "A business agent without authority receives nothing (2009 Provisions, art. 5)."
    ),
    "no_codefendant": _(
        "No entity that she heads is sued together with her (Civil Procedure Law, art. 283(1)(6))."
    ),
    "nothing_agreed": _("The addressee has agreed to no other mode (Civil Procedure Law, art. 283(1)(10))."),
    "no_agent": _("Nobody acts for the addressee in the proceedings."),
    "receipt_excluded": _(
        "The agent's power expressly excludes the receipt of documents (2009 Provisions, art. 4)."
    ),
    "no_address": _("No address is known at the addressee's place."),
    "no_electronic_address": _("No e-mail address or fax number is known."),
    "entities_only": _("Only a company or other entity has a representative office or a branch."),
    "natural_only": _("This route is for a human addressee who heads the entity."),
    "domicile_in_the_mainland": _("This route is for addressees without domicile in the Mainland."),
    "no_notice_in_this_procedure": _(
        "There is no public notice in the summary procedure (Interpretation of 2022, art. 140)."
    ),
    "routes_still_running": _("A notice never runs beside another route (2009 Provisions, art. 10)."),
    "other_routes_first": _(
        "Public notice comes only when the other routes have failed (2009 Provisions, art. 9)."
    ),
    "pilot_is_for_hong_kong": _("The pilot is for Hong Kong."),
    "pilot_not_open": _("The court does not run the pilot."),
}
ASKS: dict[str, Any] = {
    "address": _("Is a detailed address known there?"),
    "electronic": _("Is an e-mail address or a fax number known?"),
    "in_mainland": _("Can the addressee, or whoever heads the entity, be met in the Mainland?"),
    "agent": _("Does an agent act for the addressee in the proceedings?"),
    "representative_office": _("Has the addressee a representative office in the Mainland?"),
    "wholly_owned": _("Has the addressee a wholly-owned enterprise in the Mainland?"),
    "codefendant_entity": _("Is an entity that the addressee heads sued together with her?"),
}
PAPERS: dict[str, Any] = {
    "return_receipt": _("return receipt of service, to be signed"),
    "power_read": _("the power of attorney, read for an exclusion of receipt"),
    "registration_extract": _("extract from the Mainland register"),
    "authority_to_receive": _("the authority to receive documents"),
    "agreement_in_writing": _("the addressee's agreement in writing"),
    "record_with_witness_or_video": _("record of the leaving, with a witness or video"),
    "documents": _("the documents to be served"),
    "translations": _("Chinese translations of what is not in Chinese"),
    "return_receipt_enclosed": _("return receipt of service, enclosed"),
    "postal_receipt": _("postal receipt with the signature of the addressee"),
    "judges_order": _("order of the judge"),
    "affidavit": _("affidavit of service"),
    "record_of_what_was_tried": _("record of the reason and of what was tried"),
    "notice_text": _("text of the notice"),
    "two_newspapers": _("a newspaper in the Mainland and one at the addressee's place"),
    "letter_of_request": _("letter of request in Chinese, sealed"),
    "evidence_letter": _("letter of request for evidence in Chinese, sealed"),
    "files_for_the_platform": _("electronic files for the official platform; no paper sets"),
    "two_sets": _("two sets of all papers"),
    "transfer_letter": _("application for transfer to the High People's Court"),
    "consent_on_record": _("consent to electronic service on record"),
    "confirmation_of_receipt": _("confirmation of receipt by the addressee"),
}
WARNINGS: dict[str, Any] = {
    "domicile_in_the_mainland": _(
        "An addressee domiciled in the Mainland is served there by the general rules of the Civil Procedure Law."
    ),
    "branch_without_authority": _(
        "The branch has no authority to receive. The 2009 Provisions, art. 5, ask for it; the Civil Procedure Law, "
        "art. 283(1)(5), does not. The judge chooses the legal basis."
    ),
    "recognition": _(
        "If the judgment is to be recognised in Hong Kong or Macao, the other side may question this way of service "
        "there. Keep the proof complete, and keep another route open."
    ),
    "arrival_proves_nothing": _(
        "Without consent, arrival alone proves nothing: the addressee must confirm receipt (2009 Provisions, art. 8)."
    ),
    "paper_judgment_on_request": _(
        "The addressee may ask for the judgment on paper (Civil Procedure Law, art. 90)."
    ),
    "hearing_past": _(
        "The hearing has passed. The requested court serves all the same; think of a new date before you send."
    ),
    "hearing_urgent": _(
        "Practice of this court: the hearing is too close for this route. Ask for another day, or choose a faster route."
    ),
    "hearing_close": _("Practice of this court: the hearing is close for this route."),
    "silence_is_no_service": _(
        "Three months without an answer do not count as service, unless facts confirm receipt (2009 Provisions, arts 7, 12)."
    ),
    "three_months_or_sixty_days": _(
        "Three months (2009 Provisions, art. 9); the judge may choose sixty days with reasons (Civil Procedure Law, "
        "art. 283)."
    ),
    "whereabouts_unknown": _("The judge recorded that the addressee's whereabouts are unknown."),
}
LAST_STEPS: dict[str, Any] = {
    routes.JUDGE_NOTICE: _("the judge finds that the routes are exhausted and may order public notice"),
    routes.JUDGE_EVIDENCE: _("the judge decides whether the evidence can be had in another way"),
    routes.JUDGE_PROCEDURE: _(
        "the judge decides on the ordinary procedure; there is no notice in the summary one"
    ),
}
STATES: dict[str, Any] = {routes.TRIED: _("tried without success"), routes.RUNNING: _("under way")}
#: One sentence on how each route works.
ABOUT: dict[str, Any] = {
    "agent": _("Whoever acts for the addressee in the case signs for the documents."),
    "personal": _(
        "The documents are handed to the addressee, or to whoever heads the entity, in the Mainland."
    ),
    "representative_office": _("The representative office in the Mainland signs; it needs no authority."),
    "wholly_owned": _("The wholly-owned enterprise in the Mainland signs; it needs no authority."),
    "branch": _("The branch in the Mainland signs."),
    "business_agent": _("The business agent in the Mainland signs; he needs authority to receive."),
    "codefendant_entity": _("The entity that the addressee heads, sued together with her, signs."),
    "agreed_mode": _("Another mode to which the addressee agreed."),
    "leaving": _(
        "Who is in the Mainland and does not sign is left the documents, before a witness or on video."
    ),
    "electronic": _(
        "The addressee opens the documents in this portal, in her language, and confirms receipt."
    ),
    "entrusted_hk": _("The Hong Kong High Court serves at the court's request, within two months."),
    "entrusted_macao": _(
        "Macao's Court of Final Appeal has it served at the court's request, within two months."
    ),
    "mail": _("By post with a return receipt; whoever signs fixes the date."),
    "pilot_lawyer": _("A Hong Kong lawyer delivers the documents and swears an affidavit."),
    "notice": _("Published in two newspapers; served when the term is over and the judge confirms it."),
    "evidence_hk": _("The Administration Wing of Hong Kong passes the letter on; the aim is six months."),
    "evidence_macao": _("Macao's Court of Final Appeal has the evidence taken, within three months."),
}


def next_step_words(code: str) -> str:
    """The step after a route: another route, or what the judge does; empty after the last."""
    if not code:
        return ""
    return str(LAST_STEPS[code]) if code in LAST_STEPS else str(Channel(code).label)
