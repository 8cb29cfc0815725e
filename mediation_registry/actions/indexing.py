"""The register's search index: lines that changed are carried in, and the whole can be built again beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from functools import lru_cache
from itertools import pairwise
from uuid import UUID

from django.utils import timezone, translation

from i18n import languages
from mediation_registry.models import Listing, ProfileLanguage, RegisterIndexTask, Registrant
from mediation_registry.models.practice import label_of
from mediation_registry.queries import register, status
from mediation_registry.queries.public_profile import PublicClaim, PublicProfile, public_profiles
from mediation_registry.rules import eligibility, standing
from mediation_registry.search.units import RegisterLine, Stretch, tag, units_of
from portal.identity.models import Jurisdiction
from portal.search.engine import Stamp
from portal.search.engines import search_service
from portal.search.progress import Tell, told
from portal.search.units import Unit

INDEX = "mediators"
BATCH = 500
RECENT = 10_000  # newest rows by number among which one may still be committed that has a lower number
MOST_STRETCHES = 40  # places under which old units are sought when a line is written anew


def index_pending(*, at: datetime) -> int:
    """Carry the registrants of the outbox into the index; returns how many. Safe to run twice.

    What is written is the present state of the records. Raises `IndexBusy` when another writer holds the index,
    `SearchAway` when the cluster does not answer; the tasks stay open.
    """
    service = search_service(INDEX)
    done = 0
    while tasks := list(RegisterIndexTask.objects.filter(done_at=None).order_by("id")[:BATCH]):
        keys = {task.registrant_id for task in tasks}
        numbers = Registrant.objects.filter(pk__in=keys).values_list("register_no", flat=True)
        made = list(_units_of(keys, timezone.localdate(at)))
        old = {f"{number}@{place}" for number in numbers for place in range(MOST_STRETCHES)}
        service.delete(sorted(old - {unit.uid for unit in made}))
        service.upsert(made)
        service.commit()
        RegisterIndexTask.objects.filter(pk__in=[task.pk for task in tasks]).update(done_at=at)
        done += len(keys)
    return done


def rebuild(*, at: datetime, tell: Tell | None = None) -> tuple[Stamp, int]:
    """Build the whole index aside and put it in place at once; returns its stamp and the number of units.

    What was queued meanwhile is carried in afterwards, also where another worker had done it to the old index: such
    rows are opened again.

    :param tell: hears of the progress.
    """
    service = search_service(INDEX)
    seen = set(RegisterIndexTask.objects.order_by("-id").values_list("id", flat=True)[:RECENT])
    floor = min(seen, default=0)
    covered = list(RegisterIndexTask.objects.filter(done_at=None).values_list("id", flat=True))
    expected = register.public_registrants().count()
    stamp = service.rebuild(told(all_units(timezone.localdate(at)), expected, tell))
    for start in range(0, len(covered), BATCH):
        RegisterIndexTask.objects.filter(pk__in=covered[start : start + BATCH], done_at=None).update(
            done_at=at
        )
    meanwhile = set(RegisterIndexTask.objects.filter(id__gte=floor).values_list("id", flat=True)) - seen
    RegisterIndexTask.objects.filter(pk__in=meanwhile).update(done_at=None)
    index_pending(at=at)
    return stamp, service.health().units


def all_units(on: date) -> Iterator[Unit]:
    """Every unit of the register, read in batches so that memory stays flat."""
    keys = list(register.public_registrants().order_by("register_no").values_list("pk", flat=True))
    for start in range(0, len(keys), BATCH):
        yield from _units_of(keys[start : start + BATCH], on)


def ask_index() -> None:
    """Probe: raises when the index cannot answer or was made by another analysis. Empty is well."""
    health = search_service(INDEX).health()
    if not health.ready and health.detail != "empty":
        raise LookupError(health.detail)


def _units_of(keys: Iterable[UUID], on: date) -> Iterator[Unit]:
    for line in register_lines(list(keys), on):
        yield from units_of(line)


def register_lines(keys: Sequence[UUID], on: date) -> Iterator[RegisterLine]:
    """The public lines of these registrants; those without a public page have none. A fixed number of queries."""
    rows = register.public_registrants().filter(pk__in=keys).select_related("home_jurisdiction")
    registrants = list(rows.order_by("register_no"))
    profiles = public_profiles(registrants, on)
    courts = register.courts_of([one.pk for one in registrants], on)
    listings: dict[UUID, list[Listing]] = {}
    for listing in status.published_listings([one.pk for one in registrants]):
        listings.setdefault(listing.registrant_id, []).append(listing)
    for one in registrants:
        own, profile = listings.get(one.pk, []), profiles[one.pk]
        yield RegisterLine(
            register_no=one.register_no,
            kind=one.kind,
            jurisdiction=one.home_jurisdiction.code,
            names=tuple(name.text for name in profile.names),
            words=tuple(_words(profile, own)),
            tags=tuple(
                dict.fromkeys(_tags(profile, own, courts.get(one.pk, {}), one.home_jurisdiction.code))
            ),
            stretches=tuple(_stretches(own, on_roster=one.pk in courts)),
        )


def _stretches(listings: list[Listing], *, on_roster: bool) -> Iterator[Stretch]:
    """The registrant's time in the register, cut where the standing changes."""
    seen = [status.listed(listing) for listing in listings]
    days: list[date | None] = [None, *standing.turning_days(seen), None]
    held: Stretch | None = None
    for begin, end in pairwise(days):
        now = status.status_word(listings, begin, on_roster=on_roster)
        if held is not None and held.status == now:
            held = Stretch(held.begin, end, now)
            continue
        if held is not None:
            yield held
        held = Stretch(begin, end, now)
    if held is not None:
        yield held


def _tags(profile: PublicProfile, listings: list[Listing], courts: Iterable[str], home: str) -> Iterator[str]:
    yield from (tag("language", language.code) for language in profile.languages)
    yield from (tag("speciality", claim.code) for claim in profile.specialities if claim.code)
    yield from (tag("dispute", claim.code) for claim in profile.dispute_types if claim.code)
    if profile.charges_fee is not None:
        yield tag("fee", "yes" if profile.charges_fee else "no")
    if profile.mediates_online:
        yield tag("mode", "online")
    if profile.mediates_on_site:
        yield tag("mode", "on_site")
    if profile.accepts_appointments:
        yield tag("accepts", "yes")
    yield from (tag("organisation", one.register_no) for one in profile.organisations)
    yield from (tag("court", code) for code in courts)
    yield from (tag("edition", str(listing.edition.year)) for listing in listings)
    if profile.kind == Registrant.Kind.MEDIATOR:
        yield tag("resides", eligibility.residence_of(profile.residence, home) or "unknown")


def _words(profile: PublicProfile, listings: list[Listing]) -> Iterator[str]:
    """Everything in the public profile that somebody may type, labels in the four languages."""
    yield profile.register_no
    yield from (listing.certificate_no for listing in listings)
    yield from _place_names(profile.jurisdiction.code)
    claims = (*profile.specialities, *profile.dispute_types, *profile.legal_systems, *profile.qualifications)
    for claim in claims:
        yield from _claim_words(claim)
    for language in profile.languages:
        yield from (language.name,) if language.name else _language_words(language.code)
    for organisation in profile.organisations:
        yield from (name.text for name in organisation.names)
    yield from filter(None, (profile.profession, profile.education, profile.places, profile.about))


def _claim_words(claim: PublicClaim) -> Iterator[str]:
    if claim.code:
        yield from _labels(claim.kind, claim.code)
    if claim.text:
        yield claim.text


@lru_cache(maxsize=200)
def _labels(kind: str, code: str) -> tuple[str, ...]:
    return _in_every_language(lambda: str(label_of(kind, code)))


@lru_cache(maxsize=50)
def _language_words(code: str) -> tuple[str, ...]:
    return _in_every_language(lambda: str(ProfileLanguage.Language(code).label))


@lru_cache(maxsize=50)
def _place_names(code: str) -> tuple[str, ...]:
    place = Jurisdiction.objects.get(code=code)
    return _in_every_language(lambda: str(place.name or ""))


def _in_every_language(say: Callable[[], str]) -> tuple[str, ...]:
    found = []
    for code in languages.CODES:
        with translation.override(code):
            found.append(say())
    return tuple(dict.fromkeys(filter(None, found)))
