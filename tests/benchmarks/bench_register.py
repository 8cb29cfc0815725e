"""Speed of the register of mediators: the status of a number, and the search against the bare engine.

`full` is 25,000 listings, `small` a few hundred. The raw engine answers the same plan over the same tokens: top 10 with
stored bodies, total and three facets, without our counts of every filter.
"""

from __future__ import annotations

import os
import random
import statistics
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.test import Client

from mediation_registry.actions.indexing import all_units
from mediation_registry.models import (
    Listing,
    ListingEntry,
    PanelEdition,
    Profile,
    ProfileLanguage,
    PublicationConsent,
    Registrant,
    Scheme,
    Subject,
)
from mediation_registry.models.profiles import Claim
from mediation_registry.queries.finding import Ask, counts_of, found, lines_of
from mediation_registry.queries.status import standings_of_every_listing, status_on
from mediation_registry.rules import lifecycle
from portal.identity.models import Jurisdiction, Person, PersonName
from portal.numbering import compose_reference
from portal.search import tantivy_queries as raw_queries
from portal.search.planner import integer_date
from portal.search.service import SearchService
from portal.search.tantivy_engine import TantivyEngine
from portal.search.tantivy_schema import unit_of

SIZES = {"small": 300, "full": 25_000}
FROM, TODAY = date(2026, 1, 1), date(2026, 11, 20)
AT = datetime(2026, 1, 1, 4, 0, tzinfo=UTC)
SURNAMES = "陳李黃張梁林鄭何吳周馮鄧曾許蔡葉羅莫蘇方"
GIVEN = "家美志偉嘉明慧敏德榮國強麗珊子俊文傑詩雅"
LATIN = ("Chan", "Silva", "Pereira", "Wong", "Lei", "Sousa", "Leong", "Zhou")
RAW_FACETS = {name: {"terms": {"field": name}} for name in ("jurisdiction", "status", "kind")}


def fill(count: int) -> None:
    """`count` mediators, each with two names, a listing with one or two entries, and a published profile."""
    chance = random.Random(11)
    places = [
        Jurisdiction.objects.get_or_create(code=code, defaults={"name_en": code})[0]
        for code in ("CN", "CN-HK", "CN-MO")
    ]
    scheme = Scheme.objects.create(
        code=f"bench-{uuid.uuid4().hex[:8]}", name_zh_hant="測速", kind="mediator", instrument_zh_hant="測速"
    )
    edition = PanelEdition.objects.create(
        scheme=scheme, year=2026, session="Bench", determined_date=FROM, valid_from=FROM, state="published",
        prepared_by="user:a", prepared_at=AT, published_by="user:b", published_at=AT,
    )  # fmt: skip
    people = Person.objects.bulk_create(Person(registered_at=AT) for _ in range(count))
    PersonName.objects.bulk_create(
        name for person in people for name in _names(person, chance)
    )  # fmt: skip
    registrants = Registrant.objects.bulk_create(
        Registrant(
            register_no=compose_reference("MED", year=2026, number=500_000 + number), kind="mediator", person=person,
            home_jurisdiction=chance.choice(places), registered_at=AT,
        )
        for number, person in enumerate(people)
    )  # fmt: skip
    listings = Listing.objects.bulk_create(
        Listing(
            edition=edition, registrant=one, jurisdiction=one.home_jurisdiction, names={}, valid_from=FROM,
            certificate_no=compose_reference("GBMC", year=2026, number=500_000 + number), status_index=900_000 + number,
        )
        for number, one in enumerate(registrants)
    )  # fmt: skip
    ListingEntry.objects.bulk_create(entry for listing in listings for entry in _entries(listing, chance))
    _profiles(registrants, chance)


def _names(person: Person, chance: random.Random) -> Iterator[PersonName]:
    chinese = chance.choice(SURNAMES) + chance.choice(GIVEN) + chance.choice(GIVEN)
    latin = f"{chance.choice(LATIN)} {chance.choice(('Ka', 'Mei', 'Ana', 'João'))} {chance.choice(LATIN)}"
    yield PersonName(person=person, script="zh-hant", text=chinese, recorded_at=AT)
    yield PersonName(person=person, script="latin", text=latin, recorded_at=AT)


def _entries(listing: Listing, chance: random.Random) -> Iterator[ListingEntry]:
    common: dict[str, Any] = {"listing": listing, "recorded_by": "user:a", "recorded_at": AT}
    yield ListingEntry(
        number=1,
        act="mediation_registry.edition_published",
        state=lifecycle.ACTIVE,
        effective_date=FROM,
        **common,
    )
    if chance.random() < 0.2:
        yield ListingEntry(
            number=2, act="mediation_registry.removed", state=lifecycle.REMOVED, ground="g", deciding_body="b",
            effective_date=FROM + timedelta(days=chance.randrange(300)), **common,
        )  # fmt: skip


def _profiles(registrants: list[Registrant], chance: random.Random) -> None:
    profiles = Profile.objects.bulk_create(
        Profile(registrant=one, charges_fee=chance.random() < 0.5) for one in registrants
    )
    PublicationConsent.objects.bulk_create(
        PublicationConsent(registrant=one, field="languages", text_version="bench", given_at=AT)
        for one in registrants
    )
    ProfileLanguage.objects.bulk_create(
        ProfileLanguage(profile=profile, language=language, level="working")
        for profile in profiles
        for language in chance.sample(["cmn", "yue", "pt", "en"], 2)
    )
    Claim.objects.bulk_create(
        Claim(profile=profile, kind=kind, code=code, declared_date=FROM)
        for profile in profiles
        for kind in ("speciality", "dispute_type")
        for code in chance.sample(list(Subject.values), 3)
    )


def _milliseconds(act: Callable[[Any], object], asked: list[Any], rounds: int = 5) -> list[float]:
    """The best time of each question; the best of the rounds is the one least disturbed by the machine."""
    best = [float("inf")] * len(asked)
    for _ in range(rounds):
        for place, question in enumerate(asked):
            start = time.perf_counter()
            act(question)
            best[place] = min(best[place], (time.perf_counter() - start) * 1000)
    return best


def _p95(times: list[float]) -> float:
    return sorted(times)[max(0, round(len(times) * 0.95) - 1)]


def _asks() -> list[Ask]:
    chance = random.Random(5)
    words = [chance.choice(SURNAMES) + chance.choice(GIVEN) for _ in range(15)]
    words += [a.translate(str.maketrans("陳黃張", "陈黄张")) for a in words[:5]]
    words += [f"{chance.choice(LATIN)} {chance.choice(LATIN)}" for _ in range(10)] + [
        "joao",
        "成立 OR 勞動",
        "保險",
        "seguros",
    ]
    asks = [Ask(today=TODAY, text=word, size=10) for word in words]
    narrowed = (
        {"language": "pt"},
        {"speciality": "finance", "language": "yue"},
        {"jurisdiction": "cn-mo"},
        {},
    )
    return asks + [Ask(today=TODAY, chosen=chosen, size=10) for chosen in narrowed]


def _raw(service: SearchService) -> Callable[[Ask], object]:
    engine = service.engine
    assert isinstance(engine, TantivyEngine)
    index = engine._opened()
    assert index is not None
    searcher, on = index.searcher(), integer_date(TODAY)
    plans: dict[int, Any] = {}

    def act(ask: Ask) -> object:
        plan = plans[id(ask)] if id(ask) in plans else plans.setdefault(id(ask), ask.plan())
        query = raw_queries.matching(plan, plan.root, on)
        result = searcher.search(query, limit=10, count=True)
        bodies = [unit_of(searcher.doc(address)).body for _, address in result.hits]
        return result.count, bodies, searcher.aggregate(query, RAW_FACETS)

    return act


def _whole(service: SearchService) -> Callable[[Ask], object]:
    def act(ask: Ask) -> object:
        result = found(service, ask, ask.plan())
        return result, counts_of(result)

    return act


def _searches() -> tuple[float, list[float], list[float], list[float]]:
    """Seconds of the build; times of the bare engine, of our answer, and of the answer with the records shown."""
    with tempfile.TemporaryDirectory() as folder:
        service = SearchService(TantivyEngine(Path(folder)))
        start = time.perf_counter()
        service.rebuild(all_units(TODAY))
        built = time.perf_counter() - start
        asks = _asks()
        raw, whole = _milliseconds(_raw(service), asks), _milliseconds(_whole(service), asks)
        shown = _milliseconds(
            lambda ask: lines_of(found(service, ask, ask.plan()), TODAY), asks[:20], rounds=2
        )
    return built, raw, whole, shown


def run(scale: str = "full") -> dict[str, Any]:
    """Measure in the database at hand."""
    fill(SIZES[scale])
    chance = random.Random(3)
    listings = list(
        Listing.objects.filter(status_index__gte=900_000).values_list(
            "certificate_no", "registrant__register_no"
        )
    )
    numbers = [number for pair in chance.sample(listings, min(150, len(listings))) for number in pair]
    status = _milliseconds(lambda number: status_on(number, TODAY), numbers, rounds=2)
    client = Client()
    doors = _milliseconds(
        lambda number: client.get(f"/api/v1/mediators/{number}/status"), numbers[:100], rounds=2
    )
    start = time.perf_counter()
    every = sum(1 for _ in standings_of_every_listing(TODAY))
    list_seconds = time.perf_counter() - start
    built, raw, whole, shown = _searches()
    ratio = _p95(whole) / _p95(raw)
    return {
        "scale": scale,
        "load": os.getloadavg()[0],
        "rows": {
            "status p95 ms": _row(20, _p95(status)),
            "status over the API p95 ms": _row(20, _p95(doors)),
            "search p95 / raw p95": _row(4, ratio),
        },
        "figures": {
            "listings": every, "status list s": round(list_seconds, 3), "index build s": round(built, 2),
            "raw p50": statistics.median(raw), "raw p95": _p95(raw), "search p50": statistics.median(whole),
            "search p95": _p95(whole), "with the records p95": _p95(shown),
        },
    }  # fmt: skip


def _row(target: float, measured: float) -> dict[str, Any]:
    return {"target": f"<= {target:.3g}", "measured": round(measured, 3), "met": measured <= target}
