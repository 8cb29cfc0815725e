"""A paper of an ascertainment as a letter in its languages."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from foreign_law.documents.ascertainment import letters
from foreign_law.documents.ascertainment.statement import statement
from foreign_law.documents.ascertainment.subject import Subject, Voice
from foreign_law.models import AscertainmentPaper
from foreign_law.rules.ascertainment import texts
from portal.documents.letters import Block, Letter

Kind = AscertainmentPaper.Kind
BUILDERS: dict[str, Callable[[Voice], list[Block]]] = {
    Kind.PROCESS_STATEMENT.value: statement, Kind.REQUEST_LETTER.value: letters.request_letter,
    Kind.SCOPE_NOTE.value: letters.scope_note, Kind.COST_SHEET.value: letters.cost_sheet,
    Kind.CITATION_PACK.value: letters.citation_pack,
}  # fmt: skip


def letter_of(kind: str, subject: Subject, languages: Sequence[str], *, is_simulated: bool) -> Letter:
    """The paper in these languages, the first prevailing. ``is_simulated`` marks it above everything.

    Raises KeyError for an unknown kind or language.
    """
    letter: Letter | None = None
    for code in reversed(languages):
        letter = _in_one(kind, Voice(code, subject), is_simulated, letter)
    if letter is None:
        raise KeyError("a paper has a language")
    return letter


def _in_one(kind: str, voice: Voice, is_simulated: bool, second: Letter | None) -> Letter:
    subject = voice.subject
    marks = [voice.say("simulated")] if is_simulated else []
    if kind == Kind.PROCESS_STATEMENT and subject.determination is None:
        marks.append(voice.say("prepared"))
    return Letter(
        title=voice.say(f"t_{kind}"), number=voice.say("number", number=subject.request.reference, paper=subject.paper),
        blocks=BUILDERS[kind](voice), language=voice.code, second=second, court=voice.court, mark=" · ".join(marks),
    )  # fmt: skip


def free_texts(kind: str, subject: Subject, code: str) -> dict[str, str]:
    """What a paper says in Chinese as somebody wrote it, by part, for the page on which it is said in ``code``."""
    voice = Voice(code, subject)
    BUILDERS[kind](voice)
    return voice.asked


def title_of(kind: str, code: str, number: str) -> str:
    """Title and number of a paper in one language."""
    return f"{texts.say(code, f't_{kind}')} {number}"
