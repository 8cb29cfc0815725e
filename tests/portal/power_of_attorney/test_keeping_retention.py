"""Retention: classes from the law, legal hold, two people for every destruction, and a log that stays provable."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from portal.audit.models import Event
from portal.audit.verification import verify_log
from portal.cases import actions as case_actions
from portal.identity.permissions import PermissionRefused
from portal.power_of_attorney.actions import keeping_retention as keeping
from portal.power_of_attorney.actions.keeping_ends import revoke
from portal.power_of_attorney.models import Destruction, PowerOfAttorney, RetentionClass
from portal.power_of_attorney.queries.retention import class_in_force, keeping_of
from portal.power_of_attorney.rules.retention import Facts, Period, obstacle, years_after
from tests.factories import kept_powers, people, powers

pytestmark = pytest.mark.django_db
AT = powers.NOW
AFTER_THIRTY = AT + timedelta(days=31 * 366)


@pytest.fixture(autouse=True)
def classes() -> None:
    keeping.seed_classes(at=AT)


def clerk():
    return people.actor(people.clerk_a(), AFTER_THIRTY)


def judge():
    return people.actor(people.judge_a(), AFTER_THIRTY)


def at_rest() -> PowerOfAttorney:
    """Revoked, its case concluded, one recording with a key."""
    power = kept_powers.effective()
    kept_powers.a_recording(power)
    revoke(actor=people.actor(people.principal()), at=AT, power_id=power.pk)
    case_actions.conclude(
        actor=people.actor(people.clerk_a()), at=AT, case_id=power.case_id, reason="Judgment.",
        concluded_date=AT.date(),
    )  # fmt: skip
    return PowerOfAttorney.objects.get(pk=power.pk)


def proposed(power: PowerOfAttorney) -> Destruction:
    keeping.set_dossier_class(actor=clerk(), at=AT, power_id=power.pk, code="short")
    return keeping.propose_destruction(
        actor=clerk(), at=AFTER_THIRTY, power_id=power.pk, reason="Thirty years."
    )


def test_the_classes_are_those_of_the_law_and_are_entered_once() -> None:
    assert keeping.seed_classes(at=AT) == 0
    rows = {row.code: row for row in RetentionClass.objects.all()}
    assert rows["permanent"].is_permanent and rows["long"].years == 60 and rows["short"].years == 30
    assert all(rows[code].source for code in ("permanent", "long", "short"))
    unfixed = rows["never_effective"]
    assert unfixed.years is None and unfixed.days is None and not unfixed.is_permanent


def test_two_people_destroy_and_the_log_stays_provable() -> None:
    power = at_rest()
    recording = power.sessions.get().room.recordings.get()
    row = proposed(power)
    with pytest.raises(ValidationError):
        keeping.confirm_destruction(actor=clerk(), at=AFTER_THIRTY, destruction_id=row.pk)
    keeping.confirm_destruction(actor=judge(), at=AFTER_THIRTY, destruction_id=row.pk)
    recording.refresh_from_db()
    row.refresh_from_db()
    assert recording.wrapped_key is None and recording.state == "destroyed" and recording.digest
    assert row.state == "done" and row.destroyed == [recording.digest]
    event = Event.objects.get(act="power_of_attorney.keys_destroyed")
    assert recording.digest in bytes(event.body).decode()
    report = verify_log()
    assert report.events and report.ok
    assert keeping_of(power, AFTER_THIRTY.date()).obstacle == "nothing_left"


@pytest.mark.django_db(transaction=True)
def test_files_of_recordings_and_packages_go_with_their_keys() -> None:
    import io
    from hashlib import sha256

    from portal.evidence.models import EvidencePackage
    from portal.evidence.storage import package_store
    from portal.rooms.recording_store import recording_store

    power = at_rest()
    recording = power.sessions.get().room.recordings.get()
    content = b"a package " + power.reference.encode()
    digest = sha256(content).hexdigest()
    package_store().put(digest, io.BytesIO(content))
    package = EvidencePackage.objects.create(
        subject=power.chain, reference=power.reference, number=1, state="built", digest=digest, ordered_at=AT
    )
    row = proposed(power)
    keeping.confirm_destruction(actor=judge(), at=AFTER_THIRTY, destruction_id=row.pk)
    package.refresh_from_db()
    row.refresh_from_db()
    assert package.state == "destroyed" and not package_store().path(digest).exists()
    assert not recording_store().names(recording.pk) and row.destroyed == [recording.digest, digest]
    assert verify_log().ok


def test_the_database_itself_refuses_one_person_for_both() -> None:
    row = proposed(at_rest())
    with pytest.raises(IntegrityError), transaction.atomic():
        Destruction.objects.filter(pk=row.pk).update(state="done", decided_by=row.proposed_by)


def test_a_legal_hold_goes_before_every_period_and_ends_a_proposal() -> None:
    power = at_rest()
    row = proposed(power)
    keeping.place_hold(actor=judge(), at=AFTER_THIRTY, power_id=power.pk, reason="Retrial applied for.")
    row.refresh_from_db()
    assert row.state == "declined" and keeping_of(power, AFTER_THIRTY.date()).obstacle == "on_hold"
    with pytest.raises(ValidationError):
        keeping.propose_destruction(actor=clerk(), at=AFTER_THIRTY, power_id=power.pk, reason="x")
    with pytest.raises(ValidationError):
        keeping.place_hold(actor=judge(), at=AFTER_THIRTY, power_id=power.pk, reason="again")
    keeping.lift_hold(actor=judge(), at=AFTER_THIRTY, power_id=power.pk, reason="Refused.")
    assert not keeping_of(power, AFTER_THIRTY.date()).obstacle
    with pytest.raises(ValidationError):
        keeping.lift_hold(actor=judge(), at=AFTER_THIRTY, power_id=power.pk, reason="again")


def test_a_hold_placed_after_the_proposal_is_seen_by_whoever_confirms() -> None:
    power = at_rest()
    row = proposed(power)
    power.holds.create(reason="x", placed_by="user:x", placed_at=AFTER_THIRTY)
    with pytest.raises(ValidationError):
        keeping.confirm_destruction(actor=judge(), at=AFTER_THIRTY, destruction_id=row.pk)


def test_a_declined_destruction_keeps_everything_with_its_reason() -> None:
    power = at_rest()
    row = proposed(power)
    keeping.decline_destruction(actor=judge(), at=AFTER_THIRTY, destruction_id=row.pk, reason="Needed.")
    row.refresh_from_db()
    assert row.state == "declined" and row.decision_reason == "Needed."
    assert power.sessions.get().room.recordings.get().wrapped_key is not None
    with pytest.raises(ValidationError):
        keeping.confirm_destruction(actor=judge(), at=AFTER_THIRTY, destruction_id=row.pk)


@pytest.mark.parametrize("who", ["principal", "lawyer", "stranger", "clerk_b", "judge_b", "operator"])
def test_nobody_outside_the_court_keeps_or_destroys(who: str) -> None:
    power = at_rest()
    row = proposed(power)
    actor = people.actor(people.CAST[who](), AFTER_THIRTY)
    given = {"actor": actor, "at": AFTER_THIRTY, "reason": "x"}
    for act in (keeping.place_hold, keeping.lift_hold, keeping.propose_destruction):
        with pytest.raises(PermissionRefused):
            act(**given, power_id=power.pk)
    for act in (keeping.confirm_destruction, keeping.decline_destruction):
        with pytest.raises(PermissionRefused):
            act(**given, destruction_id=row.pk)


def test_a_session_without_effect_is_kept_until_the_court_has_fixed_its_period() -> None:
    power = powers.a_power("withdrawn", with_case=False, ended_at=AT)
    on = (AT + timedelta(days=400)).date()
    assert keeping_of(power, on).obstacle == "not_fixed"
    court = people.court()
    given = {"at": AT, "court": court, "code": "never_effective", "days": 90, "source": "Decision 3/2026"}
    for who in ("clerk_a", "judge_b", "principal"):
        with pytest.raises(PermissionRefused):
            keeping.fix_period(actor=people.actor(people.CAST[who]()), **given)
    keeping.fix_period(actor=people.actor(people.judge_a()), **given)
    assert class_in_force(court, "never_effective", on).days == 90
    assert class_in_force(people.court(people.COURT_B), "never_effective", on).days is None
    assert keeping_of(power, (AT + timedelta(days=89)).date()).obstacle == "running"
    assert keeping_of(power, on).obstacle == "nothing_left"


def test_the_periods_of_the_dossier_are_not_the_courts_to_shorten() -> None:
    with pytest.raises(ValidationError):
        keeping.fix_period(
            actor=people.actor(people.judge_a()),
            at=AT,
            court=people.court(),
            code="short",
            days=1,
            source="x",
        )


def test_a_power_that_was_in_force_is_never_kept_like_an_abandoned_session() -> None:
    with pytest.raises(ValidationError):
        keeping.set_dossier_class(actor=clerk(), at=AT, power_id=at_rest().pk, code="never_effective")


def test_every_obstacle_in_its_order() -> None:
    day, thirty = AT.date(), Period("short", years=30)
    table = [
        (Facts(None, False, thirty, 1), "not_ended"), (Facts(day, True, thirty, 1), "on_hold"),
        (Facts(day, False, None, 1), "unclassed"), (Facts(day, False, Period("p", is_permanent=True), 1), "permanent"),
        (Facts(day, False, Period("n"), 1), "not_fixed"), (Facts(day, False, thirty, 1), "running"),
        (Facts(day, False, Period("d", days=0), 0), "nothing_left"), (Facts(day, False, Period("d", days=0), 1), ""),
    ]  # fmt: skip
    assert [obstacle(facts, day) for facts, _word in table] == [word for _facts, word in table]


def test_thirty_years_after_a_leap_day_end_on_the_first_of_march() -> None:
    from datetime import date

    assert years_after(date(2028, 2, 29), 30) == date(2058, 3, 1)
