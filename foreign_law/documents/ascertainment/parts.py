"""Parts that several papers share: headings, the list of questions, the pinned texts, the foot."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from foreign_law.documents.ascertainment.subject import Voice
from foreign_law.models import CitedLaw, PinnedText, ScopeQuestion
from i18n import languages
from portal.documents.letters import (
    Block,
    CheckMark,
    Facts,
    Paragraph,
    SealPlace,
    SignatureBlock,
    Table,
)


def heading(voice: Voice, key: str) -> Paragraph:
    """The heading of a section."""
    return Paragraph(voice.say(key), "heading")


def lines(sentences: Iterable[str]) -> list[Block]:
    """A paragraph for each sentence."""
    return [Paragraph(sentence) for sentence in sentences]


def form(rows: Sequence[tuple[str, str]]) -> Facts:
    """The rows that say something; a value is empty in every language or in none."""
    return Facts([row for row in rows if row[1].strip()])


def question_text(voice: Voice, question: ScopeQuestion) -> str:
    """A question in the voice's language: the court's own translation of it first."""
    if not voice.is_chinese and voice.code == voice.subject.request.language and question.translation:
        return question.translation
    return voice.free(f"question:{question.pk}:text", question.text)


def questions(voice: Voice) -> Table:
    """The numbered questions (art. 6); where some were added later, each with the day on which it was asked."""
    fixings = voice.subject.fixings
    if len(fixings) < 2:
        return question_table(voice, voice.subject.living)
    days = {number: voice.day(fixing.on) for fixing in fixings for number in fixing.numbers}
    rows = [
        [str(question.number), question_text(voice, question), days.get(question.number, "")]
        for question in voice.subject.living
    ]
    return Table([voice.say(key) for key in ("h_no", "h_question", "h_asked")], rows, widths=(2, 17, 5))


def question_table(voice: Voice, rows: Sequence[ScopeQuestion]) -> Table:
    """Questions by number, without their days."""
    told = [[str(question.number), question_text(voice, question)] for question in rows]
    return Table([voice.say("h_no"), voice.say("h_question")], told, widths=(2, 22))


def standing_of(voice: Voice, text: PinnedText) -> str:
    """What a pinned text is worth, in words."""
    if text.is_translation:
        return voice.say("translation", translator=text.translator or voice.say("unknown"))
    return voice.say(text.authenticity)


def in_force(voice: Voice, cited: CitedLaw) -> str:
    """From when until when the cited text is proved to have been in force."""
    if cited.in_force_from is None:
        return ""
    until = voice.day(cited.in_force_to) if cited.in_force_to else voice.say("until_now")
    return f"{voice.day(cited.in_force_from)} – {until}" if cited.in_force_to else _since(voice, cited, until)


def _since(voice: Voice, cited: CitedLaw, until: str) -> str:
    joint = "" if voice.is_chinese else ", "
    return f"{voice.day(cited.in_force_from)}{joint}{until}"


def texts_of(cited: CitedLaw) -> list[PinnedText]:
    """The pinned texts, Chinese first, translations last."""
    order = {code: place for place, code in enumerate(languages.CODES)}
    return sorted(cited.texts.all(), key=lambda text: (text.is_translation, order.get(text.language, 9)))


def foot(voice: Voice, *, signer: str = "", approves: bool = False) -> list[Block]:
    """Who signs, the date, the place of the seal, the way to check."""
    request = voice.subject.request
    who = [f"{voice.say(signer)}{'：' if voice.is_chinese else ':'}"] if signer else []
    check = voice.say("check", number=request.reference, code=voice.subject.check_code)
    joint = "" if voice.is_chinese else " "
    notes = [voice.say("approval")] if approves else []
    return [
        SignatureBlock([voice.court, *who, voice.day(voice.subject.on)]), SealPlace(voice.say("seal")),
        CheckMark(check_address(request.reference), check),
        Paragraph(joint.join([*notes, voice.say("log"), voice.say("prevails")]), "note"),
    ]  # fmt: skip


def check_address(number: str) -> str:
    """The public address at which this number is checked, as the QR code bears it."""
    with override("zh-hans"):
        return settings.PORTAL_BASE_URL + reverse("verification:number", args=[number])
