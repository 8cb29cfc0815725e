"""The public check of sealed papers that bear a number and a check code: what is the same for every module's papers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta
from typing import Protocol, TypeVar

from django.utils import formats, timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.verification.check_codes import is_code_of
from portal.verification.registry import Answer, Kind, Standing, register


class SealedPaper(Protocol):
    """A paper as the check speaks of it."""

    made_at: datetime
    pdf_digest: str
    is_simulated: bool


P = TypeVar("P", bound=SealedPaper)


def register_papers(
    prefix: str, label: str | Promise, example: str, answer: Callable[[str, date, str], Answer]
) -> None:
    """Answer for papers whose numbers begin with ``prefix``, to whoever has the check code or the digest."""
    hint = gettext_lazy(
        "The check code stands beside the number; or enter the first 16 digits of the SHA-256 of the file."
    )
    register(Kind(prefix, label, example, answer, wants_code=True, hint=hint))


def end_of(on: date) -> datetime:
    """The moment at which that day has ended."""
    return timezone.make_aware(datetime.combine(on + timedelta(days=1), time()))


def with_code(papers: Iterable[P], code: str, code_of: Callable[[P], str]) -> P | None:
    """The first of the papers on which this code stands, or whose SHA-256 begins with it (16 or more digits)."""
    return next((p for p in papers if is_code_of(code, code=code_of(p), digest=p.pdf_digest)), None)


def never_issued() -> Answer:
    """The answer to an unknown number and to a wrong code alike."""
    sentence = _("No paper is on record with this number and this check code on this date.")
    return Answer(Standing.NEVER_ISSUED, sentence)


def on_record(paper: SealedPaper, *, name: str, court: str, lapsed: str = "") -> Answer:
    """The answer for a paper that was found; ``lapsed`` says that it no longer holds. No person is named."""
    made = timezone.localtime(paper.made_at)
    facts: list[tuple[str, str]] = [
        (_("Paper"), name), (_("Court"), court),
        (_("Made on"), str(formats.date_format(made, "DATETIME_FORMAT"))), ("SHA-256", paper.pdf_digest),
    ]  # fmt: skip
    if paper.is_simulated:
        facts.append(
            (_("Seal"), _("SIMULATED: sealed by the demonstration authority, which certifies nothing."))
        )
    standing = Standing.NOT_VALID if lapsed else Standing.VALID
    return Answer(standing, lapsed or _("This paper is on record."), tuple(facts))
