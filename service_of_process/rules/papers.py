"""Which paper of the form set may be made of which leg, and in which languages."""

from __future__ import annotations

from dataclasses import dataclass

from service_of_process.rules import channels, lifecycle

REQUEST_HK, REQUEST_MACAO, EVIDENCE_HK, EVIDENCE_MACAO = (
    "request_hk", "request_macao", "evidence_hk", "evidence_macao",
)  # fmt: skip
TRANSFER, SUPPLEMENT, REMINDER, COMPLETION = "transfer", "supplement", "reminder", "completion"
CERTIFICATE, NON_SERVICE, RETURN_RECEIPT = "certificate", "non_service", "return_receipt"
NOTICE_TEXT, HAND_OVER, DOSSIER = "notice_text", "hand_over", "dossier"
FORMS = (
    REQUEST_HK, REQUEST_MACAO, EVIDENCE_HK, EVIDENCE_MACAO, TRANSFER, SUPPLEMENT, REMINDER, COMPLETION, CERTIFICATE,
    NON_SERVICE, RETURN_RECEIPT, NOTICE_TEXT, HAND_OVER, DOSSIER,
)  # fmt: skip
#: The letter of request that a channel goes out with.
REQUEST_OF: dict[str, str] = {
    channels.ENTRUSTED_HK: REQUEST_HK, channels.ENTRUSTED_MACAO: REQUEST_MACAO,
    channels.EVIDENCE_HK: EVIDENCE_HK, channels.EVIDENCE_MACAO: EVIDENCE_MACAO,
}  # fmt: skip
#: Proofs that our own court gives: nothing of the text is anybody's address but the addressee's own.
IN_FOUR_LANGUAGES = frozenset({CERTIFICATE, NON_SERVICE})
#: Forms whose text an editor may go on writing; the sealed PDF is what counts.
WITH_DOCX = frozenset(FORMS) - {DOSSIER, HAND_OVER, CERTIFICATE, NON_SERVICE}
CHINESE = ("zh-hans", "zh-hant")
EVERY_LANGUAGE = ("zh-hans", "zh-hant", "pt", "en")


@dataclass(frozen=True)
class LegFacts:
    """What decides: channel and state of the leg, and what hangs on it."""

    channel: str
    state: str
    is_sent: bool = False
    goes_up: bool = False
    has_evidence_letter: bool = False
    has_supplement: bool = False
    has_hand_over: bool = False
    proof: bool | None = None  # the proof in force says served, not served, or there is none


def possible(form: str, leg: LegFacts) -> bool:
    """Whether the paper may be made of this leg.

    A certificate of service of our own stands on the judge's confirmation (2009 arts 6–12), or, for a request from
    beyond the border, on the proof of the executing court (1999 art. 5; 2020 art. 12).
    """
    family = channels.family_of(leg.channel)
    entrusted, inbound = family in (channels.ENTRUSTED, channels.EVIDENCE), family == channels.INBOUND
    confirmed = inbound or leg.state == lifecycle.CONFIRMED
    answers = {
        TRANSFER: entrusted and leg.goes_up,
        SUPPLEMENT: entrusted and leg.has_supplement,
        REMINDER: entrusted and leg.is_sent,
        COMPLETION: inbound and leg.state in (lifecycle.DONE, lifecycle.NOT_DONE, lifecycle.REFUSED),
        CERTIFICATE: leg.proof is True and confirmed and _is_service(leg.channel),
        NON_SERVICE: leg.proof is False and _is_service(leg.channel),
        RETURN_RECEIPT: family != channels.PUBLIC and _is_service(leg.channel),
        NOTICE_TEXT: leg.channel == channels.NOTICE,
        HAND_OVER: leg.has_hand_over,
    }
    if form in answers:
        return answers[form]
    needs_letter = form in (EVIDENCE_HK, EVIDENCE_MACAO)
    return REQUEST_OF.get(leg.channel) == form and (leg.has_evidence_letter or not needs_letter)


def _is_service(channel: str) -> bool:
    return channel not in (*channels.EVIDENCE_CHANNELS, channels.INBOUND_EVIDENCE)


def languages_of(form: str, language: str, second: str) -> tuple[str, ...]:
    """The languages of a paper, the prevailing one first: Chinese, and beside it the second one or all.

    Raises ValueError where the first is no Chinese, or both are the same.
    """
    if language not in CHINESE or second == language:
        raise ValueError("a paper is Chinese first, with another language beside it")
    if form in IN_FOUR_LANGUAGES:
        first = [language, second] if second else [language]
        return (*first, *(code for code in EVERY_LANGUAGE if code not in first))
    return (language, second) if second else (language,)
