"""The register of powers: how a number stood on a day, for whoever holds its access code.

It tells the standing, the powers and the agents' initials; never a name, an identity number, a picture or the text.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from hmac import compare_digest
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from portal.cases.models import Representation
from portal.cases.powers import PowerFound
from portal.power_of_attorney.models import CaseAgency, GrantedPower, PowerOfAttorney
from portal.power_of_attorney.queries.powers import bound_agents, current_version
from portal.power_of_attorney.rules import lifecycle
from portal.power_of_attorney.rules.standing import IN_FORCE, Course, initials, standing_on
from portal.seals.cells import open_cell, seal

CODE_CONTEXT = "power_of_attorney.code"
DECOY_PLACE = "power_of_attorney_powerofattorney.access_code:00000000-0000-0000-0000-000000000000"


@dataclass(frozen=True)
class Standing:
    """How a power stands on a day: the word of rules.standing, its first day, the first day after it (None: open)."""

    power: PowerOfAttorney
    on: date
    word: str
    begins: date
    over: date | None

    @property
    def is_in_force(self) -> bool:
        return self.word == IN_FORCE


@dataclass(frozen=True)
class Entry:
    """What the register tells to whoever holds the code: standing, powers by code, agents as (initials, kind)."""

    standing: Standing
    standing_today: Standing
    powers: tuple[str, ...]
    agents: tuple[tuple[str, str], ...]
    may_receive_documents: bool
    instrument_digest: str


def course_of(power: PowerOfAttorney) -> Course | None:
    """The days that decide; None for a power that was never in force."""
    if power.effective_at is None or power.state not in lifecycle.WAS_EFFECTIVE:
        return None
    ended = timezone.localdate(power.ended_at) if power.ended_at else None
    kind = power.state if ended else ""
    return Course(timezone.localdate(power.effective_at), power.valid_from, power.valid_to, ended, kind)


def status_on(power: PowerOfAttorney | str, on: date) -> Standing | None:
    """The standing of a power, or of a number, on a day; None for what was never in force."""
    found = PowerOfAttorney.objects.filter(reference=power).first() if isinstance(power, str) else power
    course = course_of(found) if found is not None else None
    if found is None or course is None:
        return None
    over = course.over[0] if course.over else None
    return Standing(found, on, standing_on(course, on), course.begins, over)


def entry_for(number: str, code: str, on: date, *, today: date) -> Entry | None:
    """The register's entry for a number and its access code; None alike for an unknown number and a wrong code.

    Both cost one query, the opening of one sealed code and one comparison, so that the time does not tell them apart.
    """
    known: QuerySet[PowerOfAttorney] = PowerOfAttorney.objects.filter(
        reference=number, state__in=sorted(lifecycle.WAS_EFFECTIVE)
    )
    power = known.first()
    held = power.access_code if power is not None and power.access_code else _decoy()
    same = compare_digest(_plain(held), _plain(code))
    if power is None or not power.access_code or not same:
        return None
    standing, now = status_on(power, on), status_on(power, today)
    if standing is None or now is None:
        return None
    version = current_version(power)
    return Entry(
        standing=standing, standing_today=now, powers=powers_of(power),
        agents=tuple(
            (initials(agent.person.name_for("en") if agent.person else agent.name), agent.kind)
            for agent in bound_agents(power).prefetch_related("person__names")
        ),
        may_receive_documents=standing.is_in_force and not power.excludes_service,
        instrument_digest=version.digest if version else "",
    )  # fmt: skip


def powers_of(power: PowerOfAttorney) -> tuple[str, ...]:
    """The codes of the special powers that were confirmed before the judge, in the order of the article."""
    held = set(power.granted.filter(state=GrantedPower.State.CONFIRMED).values_list("code", flat=True))
    return tuple(code for code in GrantedPower.Power.values if code in held)


def found_for(representation: Representation, on: date) -> PowerFound | None:
    """What the register says of an agent in a case: the answer that portal.cases.powers asks for; one query."""
    agencies = CaseAgency.objects.filter(representation=representation).select_related("power")
    agency = agencies.first()
    if agency is None:
        return None
    standing = status_on(agency.power, on)
    receives = standing is not None and standing.is_in_force and not agency.power.excludes_service
    return PowerFound(agency.power.reference, receives)


def keeps_what_hung_on_it(power: PowerOfAttorney, account: UUID, on: date) -> bool:
    """Whether this account may still use what hung on the power: the principal's side always, an agent while the
    power is in preparation or in force.
    """
    if account in {power.principal.user_id, power.representative.user_id if power.representative else None}:
        return True
    standing = status_on(power, on)
    return standing.is_in_force if standing is not None else power.state not in lifecycle.ENDED


def _plain(code: str) -> bytes:
    """A code as it is compared: without hyphens and spaces, in capital letters."""
    return "".join(code.split()).replace("-", "").upper().encode()


@cache
def _sealed_decoy() -> bytes:
    return bytes(seal("ACDE-FGHJ-KMNP-QRST", context=CODE_CONTEXT, place=DECOY_PLACE))


def _decoy() -> str:
    """A code that nobody holds, opened like one that somebody holds."""
    return open_cell(_sealed_decoy(), context=CODE_CONTEXT, place=DECOY_PLACE)
