"""How a number of the register stands on a day: computed from entries of published editions, never from a flag."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from mediation_registry.models import Listing, ListingEntry, PanelEdition, Registrant, Scheme
from mediation_registry.rules import standing as rules
from mediation_registry.rules.standing import Standing
from mediation_registry.search.units import ENDED, NOT_YET, ROSTER_ONLY, SUSPENDED, VALID

CERTIFICATE = "GBMC-"
PREFERENCE = (Standing.VALID, Standing.RESTRICTED, Standing.NOT_VALID)


@dataclass(frozen=True)
class Status:
    """The answer for one number on one day.

    ``listing`` governs on the day (for a number never issued: none); ``entry`` is the one that speaks; ``state`` its
    state, ``expired`` where a dated term has run out, empty before the listing begins. ``since`` is the first day of
    the unbroken stretch with this answer, ``until`` the first day after it that is known already.
    """

    number: str
    on: date
    standing: Standing
    registrant: Registrant | None = None
    listing: Listing | None = None
    entry: ListingEntry | None = None
    state: str = ""
    since: date | None = None
    until: date | None = None

    @property
    def status(self) -> str:
        """``valid``, ``not_valid``, ``never_issued`` or ``restricted``."""
        return self.standing.value

    @property
    def is_valid(self) -> bool:
        return self.standing is Standing.VALID

    @property
    def valid_from(self) -> date | None:
        """The first day of the certification that the answer speaks of."""
        if self.is_valid:
            return self.since
        return self.listing.valid_from if self.listing else None

    @property
    def valid_to(self) -> date | None:
        """The first day on which it was, or is known to be, no longer valid."""
        return self.until if self.is_valid else self.since


def status_on(number: str, on: date) -> Status:
    """How a register number or certificate number stands on the day. Three queries.

    A certificate of an earlier edition stands as its own listing does, and from the day on which a later edition
    lists the same registrant, as that later listing does.
    """
    wanted = number.strip().upper()
    registrant = _bearer(wanted)
    if registrant is None:
        return Status(number, on, Standing.NEVER_ISSUED)
    listings = list(published_listings([registrant.pk]))
    if registrant.register_no != wanted:
        own = next((one for one in listings if one.certificate_no == wanted), None)
        listings = [] if own is None else [one for one in listings if _same_or_later(one, own)]
    return _status(number, on, registrant, listings)


def _bearer(wanted: str) -> Registrant | None:
    """Whose number it is; both columns are unique and indexed, so that no answer reads the whole register."""
    rows = Registrant.objects.select_related("person", "home_jurisdiction")
    if wanted.startswith(CERTIFICATE):
        owner = Listing.objects.filter(certificate_no=wanted).values("registrant")
        return rows.filter(pk__in=owner).first()
    return rows.filter(register_no=wanted).first()


def statuses_on(registrants: Iterable[Registrant], on: date) -> dict[UUID, Status]:
    """The same for many registrants, by their key. Two queries."""
    wanted = {registrant.pk: registrant for registrant in registrants}
    by_registrant: dict[UUID, list[Listing]] = defaultdict(list)
    for listing in published_listings(wanted):
        by_registrant[listing.registrant_id].append(listing)
    return {key: _status(one.register_no, on, one, by_registrant[key]) for key, one in wanted.items()}


def is_jointly_certified(registrant: Registrant, on: date) -> bool:
    """Listed and in force, on an edition that the Joint Conference determined, of a scheme for her kind."""
    return statuses_on([registrant], on)[registrant.pk].is_valid


def has_scheme(kind: str) -> bool:
    """Whether a scheme, which never stands without its instrument, was entered for this kind of registrant.

    Until then no page speaks of joint certification of that kind.
    """
    return Scheme.objects.filter(kind=kind).exists()


def standings_of_every_listing(on: date) -> Iterator[tuple[int, Standing]]:
    """For the status list: the place of every listing and its answer on the day. Two queries, plain values."""
    entries: dict[UUID, list[rules.Entry]] = defaultdict(list)
    for key, number, state, day in _entry_values():
        entries[key].append(rules.Entry(number, state, day))
    together: dict[tuple[UUID, UUID], list[tuple[int, rules.Listed]]] = defaultdict(list)
    columns = ("pk", "registrant_id", "edition__scheme_id", "status_index", "valid_from", "valid_to")
    for key, registrant, scheme, place, begin, end in _in_published().values_list(*columns):
        together[(registrant, scheme)].append((place, rules.Listed(begin, end, tuple(entries[key]))))
    for group in together.values():
        for first, (place, _own) in enumerate(group):
            yield place, _standing([seen for _place, seen in group[first:]], on)


def _entry_values() -> QuerySet[ListingEntry, tuple[UUID, int, str, date]]:
    rows = ListingEntry.objects.order_by("number")
    return rows.values_list("listing_id", "number", "state", "effective_date")


def _standing(seen: list[rules.Listed], on: date) -> Standing:
    place = rules.governing(seen, on)
    return rules.standing_of(rules.state_on(seen[place], on) if place is not None else None)


def _in_published() -> QuerySet[Listing]:
    """Listings of published editions, of a scheme for the registrant's kind, oldest first."""
    rows = Listing.objects.filter(
        Q(edition__scheme__kind="mediator", registrant__kind="mediator")
        | Q(edition__scheme__kind="organisation", registrant__kind="organisation"),
        edition__state=PanelEdition.State.PUBLISHED,
    )
    return rows.order_by("registrant", "valid_from", "edition__year")


def published_listings(registrant_ids: Collection[UUID] | None) -> QuerySet[Listing]:
    """The listings of published editions of a scheme for the registrant's kind, oldest first, with their entries."""
    rows = _in_published()
    if registrant_ids is not None:
        rows = rows.filter(registrant__in=list(registrant_ids))
    entries = Prefetch("entries", ListingEntry.objects.order_by("number"), "entries_in_order")
    return rows.select_related("edition__scheme", "jurisdiction").prefetch_related(entries)


def status_word(listings: list[Listing], on: date | None, *, on_roster: bool) -> str:
    """For the search index: the standing of a registrant on a turning day; None is the time before the first.

    ``on_roster``: a court's roster carries her now, whatever became of the joint certification.
    """
    if not listings:
        return ROSTER_ONLY
    answer = _best(listings, on)[0] if on is not None else None
    if answer is Standing.VALID:
        return VALID
    if answer is Standing.RESTRICTED:
        return SUSPENDED
    if on_roster:
        return ROSTER_ONLY
    return NOT_YET if answer is None else ENDED


def listed(listing: Listing) -> rules.Listed:
    """A listing as the rules see it; needs ``entries_in_order``."""
    entries = tuple(rules.Entry(e.number, e.state, e.effective_date) for e in _entries(listing))
    return rules.Listed(listing.valid_from, listing.valid_to, entries)


def _entries(listing: Listing) -> list[ListingEntry]:
    found: list[ListingEntry] = listing.entries_in_order  # type: ignore[attr-defined]  # prefetched
    return found


def _same_or_later(one: Listing, own: Listing) -> bool:
    return one.edition.scheme_id == own.edition.scheme_id and one.valid_from >= own.valid_from


def _answer(listings: list[Listing], on: date) -> tuple[Standing, int | None, str]:
    """Answer, place of the governing listing and its state, among the listings of one scheme."""
    seen = [listed(listing) for listing in listings]
    place = rules.governing(seen, on)
    state = rules.state_on(seen[place], on) if place is not None else None
    return rules.standing_of(state), place, state or ""


def _best(listings: list[Listing], on: date) -> tuple[Standing, Listing | None, str]:
    """The best answer of the registrant's schemes (there is one for each kind today)."""
    by_scheme: dict[UUID, list[Listing]] = defaultdict(list)
    for listing in listings:
        by_scheme[listing.edition.scheme_id].append(listing)
    answers = []
    for group in by_scheme.values():
        answer, place, state = _answer(group, on)
        answers.append((answer, group[place if place is not None else 0], state))
    return min(answers, key=lambda one: PREFERENCE.index(one[0]))


def _status(number: str, on: date, registrant: Registrant, listings: list[Listing]) -> Status:
    if not listings:
        return Status(number, on, Standing.NEVER_ISSUED, registrant)
    answer, listing, state = _best(listings, on)
    days = rules.turning_days(map(listed, listings))
    since = next((day for day in _backwards(days, on) if _before(listings, days, day) is not answer), None)
    until = next((day for day in days if day > on and _best(listings, day)[0] is not answer), None)
    entry = None
    if listing is not None and state:
        speaking = rules.speaking(listed(listing).entries, on)
        entry = next((e for e in _entries(listing) if speaking and e.number == speaking.number), None)
    return Status(number, on, answer, registrant, listing, entry, state, since, until)


def _backwards(days: list[date], on: date) -> Iterator[date]:
    return (day for day in reversed(days) if day <= on)


def _before(listings: list[Listing], days: list[date], day: date) -> Standing | None:
    """The answer on the turning day before ``day``; None before the first."""
    place = days.index(day)
    return _best(listings, days[place - 1])[0] if place else None
