"""The validator's findings as sentences for the clerk."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

PROBLEMS: dict[str, Any] = {
    "nature_missing": _("The nature of the case is missing."),
    "domicile_in_the_mainland": _(
        "The addressee is entered as domiciled in the Mainland; the letter of request is for addressees without "
        "domicile there."
    ),
    "letter_not_made": _("The Chinese letter of request has not been made yet."),
    "address_empty": _("The detailed address is missing."),
    "address_not_detailed": _("The address names no street, village or building: it is not detailed enough."),
    "address_mailbox": _("The address is a mailbox; nobody can be found there."),
    "address_without_number": _("The address has no number of house, floor or flat."),
    "address_withdrawn": _("The address was withdrawn."),
    "address_differs": _("This document states another address than the letter."),
    "no_documents": _("There is no document to be served."),
    "document_in_quarantine": _("This file is in quarantine."),
    "translation_missing": _("This document is not in Chinese and has no Chinese translation."),
    "translator_not_named": _("It is not said who translated this document."),
    "document_of_another_court": _("Courts of the Mainland do not issue documents of this kind."),
    "document_not_listed": _(
        "The list of 1999 does not name this kind of document; the Hong Kong court goes by the specimens exchanged."
    ),
    "name_differs": _("This document names somebody else than the letter."),
    "name_in_other_script": _(
        "This document names the addressee in other characters; compare traditional and simplified forms."
    ),
    "name_is_former": _("This document bears a former name; state both in the letter."),
    "name_not_entered": _("It is not entered how this document names the addressee."),
    "answer_period_missing": _("The days to answer are not entered."),
    "answer_period_short": _("The papers give fewer days to answer than the law."),
    "answer_period_long": _(
        "The papers give more days to answer than the law; the court grants them by decision."
    ),
    "evidence_date_missing": _("The last day for filing evidence is not entered."),
    "hearing_missing": _("A summons is among the documents, but no hearing is entered."),
    "hearing_past": _("The hearing has passed. The requested court serves all the same."),
    "hearing_urgent": _(
        "The hearing is closer than the court's practice leaves for service: ask for another day."
    ),
    "hearing_close": _("The hearing is close, by the court's practice."),
    "sets_too_few": _("On paper, two sets of all papers are needed for each addressee."),
    "platform_first": _(
        "To Macao, papers travel over the official platform; post only where that is impossible."
    ),
    "costs_not_undertaken": _("A special method is asked for, but the costs are not undertaken."),
    "paper_judgment_on_request": _("The addressee may ask for the judgment on paper."),
    "evidence_parties_missing": _("The letter does not name the parties and their agents."),
    "evidence_purpose_missing": _("The letter does not say why the evidence is needed."),
    "evidence_items_missing": _("The letter does not say what is to be taken."),
    "evidence_person_missing": _("The letter does not name the person to be examined, or the questions."),
}
ARTICLES: dict[str, Any] = {
    "hk-arrangement-1999": _("Arrangement with Hong Kong (1999)"),
    "macao-arrangement-2020": _("Arrangement with Macao (2020)"),
    "hk-evidence-2017": _("Arrangement with Hong Kong on evidence (2017)"),
    "hkmo-service-2009": _("2009 Provisions"),
    "cpl-2023": _("Civil Procedure Law"),
    "practice": _("Practice of the court"),
    "portal": _("Rule of this portal"),
}


def article_words(code: str) -> str:
    """``hk-arrangement-1999-art3`` as a reader cites it; what is practice says so."""
    source, separator, article = code.rpartition("-art")
    if not separator:
        return str(ARTICLES[code])
    return str(_("%(instrument)s, art. %(article)s") % {"instrument": ARTICLES[source], "article": article})
