"""A paper of the form set as a letter in its languages."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from portal.documents.letters import Block, Letter
from service_of_process.documents import paper_proofs, paper_requests
from service_of_process.documents.paper_subject import Subject, Voice
from service_of_process.rules import papers as law
from service_of_process.rules import texts

BUILDERS: dict[str, Callable[[Voice], list[Block]]] = {
    law.REQUEST_HK: paper_requests.request, law.REQUEST_MACAO: paper_requests.request,
    law.EVIDENCE_HK: paper_requests.evidence, law.EVIDENCE_MACAO: paper_requests.evidence,
    law.TRANSFER: paper_requests.transfer, law.SUPPLEMENT: paper_requests.supplement,
    law.REMINDER: paper_requests.reminder, law.COMPLETION: paper_proofs.completion,
    law.CERTIFICATE: paper_proofs.certificate, law.NON_SERVICE: paper_proofs.non_service,
    law.RETURN_RECEIPT: paper_proofs.return_receipt, law.NOTICE_TEXT: paper_proofs.notice,
    law.HAND_OVER: paper_proofs.hand_over,
}  # fmt: skip


def letter_of(form: str, subject: Subject, languages: Sequence[str], *, is_simulated: bool) -> Letter:
    """The paper in these languages, the first prevailing. ``is_simulated`` marks it above everything.

    Raises KeyError for a form that is no letter or an unknown language.
    """
    letter: Letter | None = None
    for code in reversed(languages):
        letter = _in_one(form, Voice(code, subject), is_simulated, letter)
    if letter is None:
        raise KeyError("a paper has a language")
    return letter


def _in_one(form: str, voice: Voice, is_simulated: bool, second: Letter | None) -> Letter:
    subject = voice.subject
    practice = subject.practice
    number = voice.say("number", number=subject.leg.reference, paper=subject.paper)
    if practice is not None and practice.case_word:
        number = f"{practice.case_word} {number}"
    return Letter(
        title=voice.say(f"t_{form}"), number=number, blocks=BUILDERS[form](voice), language=voice.code, second=second,
        court=voice.court(subject.issuer), mark=voice.say("simulated") if is_simulated else "",
    )  # fmt: skip


def title_of(form: str, code: str, number: str) -> str:
    """Title and number of a paper in one language."""
    return f"{texts.say(code, f't_{form}')} {number}"
