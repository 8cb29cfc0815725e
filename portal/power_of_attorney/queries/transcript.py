"""The transcript of a session: every question as it was put, in any language, with its answer and time mark."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from i18n.languages import html_lang
from portal.power_of_attorney.models import ScriptAnswer, WitnessingSession
from portal.power_of_attorney.queries.obstacles import STEP_TITLES, who_in_words
from portal.power_of_attorney.queries.session import SessionNow
from portal.power_of_attorney.queries.wording import code_and_place, words_as_asked

#: The answers as they are offered to the judge and printed.
ANSWER_LABELS: dict[str, Any] = {
    "done": _("Done"),
    "in_writing": _("Told in writing"),
    "yes": _("Yes"),
    "no": _("No"),
    "answered": pgettext_lazy("question", "Answered"),
    "not_answered": _("Not answered"),
    "matches": _("Matches"),
    "differs": _("Does not match"),
    "alone": _("Alone"),
    "others": _("Others are there"),
}


@dataclass(frozen=True)
class Line:
    """One answer. ``question`` is in the reader's language; ``asked_in`` the language in which it was put.

    ``words`` stand as written down, in ``words_lang``. ``mark`` is ``recording · hours:minutes:seconds``.
    """

    number: int
    round: int
    step: int
    step_title: str
    item: str
    who: str
    question: str
    text_version: str
    asked_in: str
    answer: str
    answer_label: str
    words: str
    words_lang: str
    version: int
    digest: str
    recording_number: int
    offset_ms: int
    mark: str
    at: datetime
    void_at: datetime | None


def clock(offset_ms: int) -> str:
    """``00:06:02`` for a place in a recording."""
    seconds = offset_ms // 1000
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


def mark_of(recording_number: int, offset_ms: int) -> str:
    """``1 · 00:06:02``; empty where no recording ran."""
    return f"{recording_number} · {clock(offset_ms)}" if recording_number else ""


def transcript(session: WitnessingSession, language: str) -> list[Line]:
    """Every answer of the session in order, those that no longer count included."""
    now = SessionNow(session, session.closed_at or session.lobby_opened_at)
    with translation.override(language):
        return [line_of(now, row, language) for row in now.answers]


def line_of(now: SessionNow, row: ScriptAnswer, language: str) -> Line:
    """One answer as a line; the caller has activated the language."""
    _code, who = code_and_place(row.item)
    return Line(
        number=row.number, round=row.round, step=row.step, step_title=str(STEP_TITLES[row.step]), item=row.item,
        who=who_in_words(who, now), question=words_as_asked(now, row, language), text_version=row.text_version,
        asked_in=html_lang(row.language), answer=row.answer, answer_label=str(ANSWER_LABELS[row.answer]),
        words=row.words or "", words_lang=html_lang(row.words_lang) if row.words_lang else "",
        version=row.version.number, digest=row.version.digest, recording_number=row.recording_number,
        offset_ms=row.offset_ms, mark=mark_of(row.recording_number, row.offset_ms), at=row.answered_at,
        void_at=row.void_at,
    )  # fmt: skip
