"""How a power of attorney stands on a day: not yet, in force, or ended and why (CPL arts 61–63)."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

NOT_YET, IN_FORCE = "not_yet", "in_force"
REVOKED, EXPIRED, AMENDED, CASE_CLOSED = "revoked", "expired", "amended", "case_closed"

#: Stages in the order in which a dispute runs through them.
STAGE_ORDER = ("first_instance", "second_instance", "retrial", "enforcement")
#: The stage to which a case of this procedure belongs.
STAGE_OF_PROCEDURE = {
    "pre_filing": "first_instance", "ordinary": "first_instance", "summary": "first_instance",
    "small_claims": "first_instance", "special": "first_instance", "second_instance": "second_instance",
    "retrial": "retrial", "enforcement": "enforcement",
}  # fmt: skip


@dataclass(frozen=True)
class Course:
    """The days of a power: made effective, the period written in it (half open), its end and the kind of it."""

    effective: date
    valid_from: date | None = None
    valid_to: date | None = None
    ended: date | None = None
    end_kind: str = ""

    @property
    def begins(self) -> date:
        """The first day on which the agent may act."""
        return max(self.effective, self.valid_from) if self.valid_from else self.effective

    @property
    def over(self) -> tuple[date, str] | None:
        """The first day on which it is no longer in force, and why; the earlier of end and expiry."""
        ends = [(self.ended, self.end_kind)] if self.ended else []
        if self.valid_to:
            ends.append((self.valid_to, EXPIRED))
        return min(ends, key=lambda end: end[0], default=None)


def standing_on(course: Course, on: date) -> str:
    """The standing on a day. The day of the end itself counts as ended: a revocation shows at once."""
    if course.over is not None and on >= course.over[0]:
        return course.over[1]
    return IN_FORCE if on >= course.begins else NOT_YET


def ends_with_case(stages: Sequence[str], procedure: str) -> bool:
    """Whether a power given for these stages has nothing left to do once a case of this procedure is concluded.

    A power that names a later stage (second instance, enforcement) outlives the case of the first.
    """
    places = [STAGE_ORDER.index(stage) for stage in stages if stage in STAGE_ORDER]
    here = STAGE_ORDER.index(STAGE_OF_PROCEDURE.get(procedure, "first_instance"))
    return max(places, default=0) <= here


def initials(name: str) -> str:
    """A name so that it can be compared and not read: ``Zhou Ping`` → ``Z. P.``, ``周平`` → ``周＊``."""
    text = unicodedata.normalize("NFC", name).strip()
    if any("\u3400" <= character <= "\u9fff" for character in text):
        bare = [character for character in text if not character.isspace()]
        return bare[0] + "＊" * (len(bare) - 1)
    return " ".join(f"{word[0].upper()}." for word in text.replace("-", " ").split() if word[0].isalpha())
