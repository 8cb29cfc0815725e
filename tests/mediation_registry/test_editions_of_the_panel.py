"""An edition is prepared by one publisher and published by another; publication lists, ends, and numbers."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from mediation_registry.actions import editions
from mediation_registry.models import EditionEntry, Listing, ListingEntry, PanelEdition, Registrant
from mediation_registry.queries.editions import STATUS_PLACES, counts, free_status_places
from mediation_registry.rules import lifecycle
from portal.audit.history import history
from portal.identity.models import Person, PersonName
from portal.identity.permissions import PermissionRefused
from portal.notices.models import Notice
from portal.numbering import is_checked
from tests.factories import mediators as made

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def prepared(year: int = made.YEAR, **extra: Any) -> PanelEdition:
    return editions.prepare_edition(**{
        "actor": made.acting(made.gd_publisher()), "at": made.NOW, "scheme": made.scheme(), "year": year,
        "session": "Joint Conference, session 9", "instrument_no": "J-9", "determined_date": made.TODAY,
        "valid_from": made.TODAY, **extra,
    })  # fmt: skip


def publish(edition: PanelEdition) -> PanelEdition:
    return editions.publish_edition(
        actor=made.acting(made.hk_publisher()), at=made.NOW, edition_id=edition.pk
    )


def test_publication_lists_with_frozen_names_a_checked_number_and_a_random_place() -> None:
    application = made.application_in(lifecycle.DETERMINED)
    edition = prepared()
    editions.add_to_edition(
        actor=made.acting(made.gd_publisher()),
        at=made.NOW,
        edition_id=edition.pk,
        application_id=application.pk,
    )
    publish(edition)
    listing = Listing.objects.get()
    assert listing.names == {"zh-hant": "黃美玲", "zh-hans": "黄美玲", "latin": "Wong Mei Ling"}
    assert listing.certificate_no.startswith("GBMC-2026-000001-") and is_checked(listing.certificate_no)
    assert 0 <= listing.status_index < STATUS_PLACES
    assert (listing.state, listing.valid_from, listing.valid_to) == ("active", made.TODAY, None)
    entry = ListingEntry.objects.get()
    assert (entry.number, entry.state, entry.effective_date) == (1, "active", made.TODAY)
    application.refresh_from_db()
    assert application.state == lifecycle.PUBLISHED
    assert Notice.objects.filter(kind="mediation_registry.listed_in_edition").count() == 1
    acts = [line.act for line in history(f"edition:{edition.pk}", language="en")]
    assert acts == [f"mediation_registry.edition_{act}" for act in ("prepared", "line_added", "published")]


def test_names_stay_as_certified_when_the_person_changes_hers() -> None:
    listing = made.published_listing()
    PersonName.objects.filter(person=listing.registrant.person, script="latin").update(text="Another Name")
    listing.refresh_from_db()
    assert listing.names["latin"] == "Wong Mei Ling"


def test_who_prepared_does_not_publish() -> None:
    edition = prepared()
    with pytest.raises(ValidationError, match="another person publishes"):
        editions.publish_edition(actor=made.acting(made.gd_publisher()), at=made.NOW, edition_id=edition.pk)


def test_an_edition_without_lines_is_not_published() -> None:
    with pytest.raises(ValidationError, match="no line yet"):
        publish(prepared())


def test_the_second_of_two_publishers_learns_that_the_first_was_faster() -> None:
    edition = made.published_edition([made.application_in(lifecycle.DETERMINED)])
    with pytest.raises(ValidationError, match="Somebody else has published"):
        editions.publish_edition(actor=made.acting(made.mo_publisher()), at=made.NOW, edition_id=edition.pk)
    assert Listing.objects.count() == 1


@pytest.mark.parametrize("seat", ["intake", "assessor", "decider"])
def test_other_officers_of_an_authority_publish_nothing(seat: str) -> None:
    edition = prepared()
    for act in (editions.publish_edition, editions.add_lines):
        with pytest.raises(PermissionRefused):
            act(actor=made.acting(made.officer("HK", seat)), at=made.NOW, edition_id=edition.pk)


def test_a_removed_mediator_is_not_carried_and_an_active_one_left_out_ends_with_the_edition() -> None:
    stays, goes = made.published_listings(
        (made.mediator_user("stays"), "HK"), (made.mediator_user("goes"), "MO"), year=2025
    )
    edition = prepared(2026, valid_from=made.TODAY + timedelta(days=1))
    editions.add_to_edition(
        actor=made.acting(made.gd_publisher()), at=made.NOW, edition_id=edition.pk, listing_id=stays.pk
    )
    publish(edition)
    goes.refresh_from_db()
    stays.refresh_from_db()
    assert goes.state == lifecycle.NOT_CARRIED_FORWARD
    assert goes.entries.last().effective_date == edition.valid_from
    assert stays.state == lifecycle.ACTIVE
    assert Listing.objects.filter(registrant=stays.registrant, edition=edition, state="active").count() == 1


def test_a_listing_removed_after_preparation_stops_the_publication_and_nothing_is_written() -> None:
    listing = made.published_listing(year=2025)
    edition = prepared(2026, valid_from=made.TODAY + timedelta(days=1))
    editions.add_to_edition(
        actor=made.acting(made.gd_publisher()), at=made.NOW, edition_id=edition.pk, listing_id=listing.pk
    )
    Listing.objects.filter(pk=listing.pk).update(state=lifecycle.REMOVED)
    with pytest.raises(ValidationError, match="no longer in force"):
        publish(edition)
    edition.refresh_from_db()
    assert edition.state == PanelEdition.State.PREPARED
    assert Listing.objects.count() == 1


def test_an_application_that_is_not_determined_stands_in_no_edition() -> None:
    application = made.application_in(lifecycle.AGREED)
    edition = prepared()
    with pytest.raises(ValidationError, match="not determined"):
        editions.add_to_edition(
            actor=made.acting(made.gd_publisher()),
            at=made.NOW,
            edition_id=edition.pk,
            application_id=application.pk,
        )


def test_a_registrant_stands_once_in_an_edition() -> None:
    application = made.application_in(lifecycle.DETERMINED)
    edition = prepared()
    words = {"actor": made.acting(made.gd_publisher()), "at": made.NOW, "edition_id": edition.pk}
    editions.add_to_edition(application_id=application.pk, **words)
    with pytest.raises(ValidationError, match="stands in this edition already"):
        editions.add_to_edition(application_id=application.pk, **words)
    assert EditionEntry.objects.count() == 1


@pytest.mark.parametrize(
    ("extra", "said"),
    [
        ({"determined_date": made.TODAY + timedelta(days=1)}, "lies in the future"),
        ({"valid_from": made.TODAY - timedelta(days=1)}, "in force from the day"),
    ],
)
def test_dates_of_an_edition_stand_in_order(extra: dict[str, date], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        prepared(**extra)


def test_one_edition_in_a_year_unless_the_first_is_discarded() -> None:
    first = prepared()
    with pytest.raises(ValidationError, match="stands already"):
        prepared()
    words = {"actor": made.acting(made.mo_publisher()), "at": made.NOW, "edition_id": first.pk}
    with pytest.raises(ValidationError, match="Give the reason"):
        editions.discard_edition(reason=" ", **words)
    editions.discard_edition(reason="Wrong session.", **words)
    assert prepared().state == PanelEdition.State.PREPARED


def test_no_edition_is_prepared_behind_a_published_later_one() -> None:
    made.published_listing(year=2026)
    with pytest.raises(ValidationError, match="published already"):
        prepared(2025)


def test_a_line_taken_out_is_not_published() -> None:
    application = made.application_in(lifecycle.DETERMINED)
    edition = prepared()
    words = {"actor": made.acting(made.gd_publisher()), "at": made.NOW, "edition_id": edition.pk}
    entry = editions.add_to_edition(application_id=application.pk, **words)
    assert [row.total for row in counts(edition)] == [1]
    editions.drop_from_edition(entry_id=entry.pk, **words)
    assert counts(edition) == []


def test_places_in_the_status_list_are_never_used_twice_and_a_full_list_begins_another() -> None:
    taken = list(range(STATUS_PLACES - 2))
    drawn = free_status_places(5, taken)
    assert len(set(drawn)) == 5 and not set(drawn) & set(taken)
    assert all(place < 2 * STATUS_PLACES for place in drawn)
    assert set(free_status_places(2, taken)) == {STATUS_PLACES - 2, STATUS_PLACES - 1}


def test_an_edition_of_250_is_published_within_its_budget() -> None:
    edition, people = prepared(), []
    place = made.jurisdiction("GD")
    for number in range(250):
        person = Person.objects.create(registered_at=made.NOW)
        PersonName.objects.create(person=person, script="zh-hans", text=f"虚构{number}", recorded_at=made.NOW)
        people.append(
            Registrant(
                register_no=f"T-{number}", kind="mediator", person=person, home_jurisdiction=place,
                registered_at=made.NOW,
            )
        )  # fmt: skip
    Registrant.objects.bulk_create(people)
    EditionEntry.objects.bulk_create(
        EditionEntry(edition=edition, registrant=row, jurisdiction=place) for row in people
    )
    begun = time.process_time()
    publish(edition)
    assert time.process_time() - begun < 8
    assert Listing.objects.values("status_index").distinct().count() == 250
