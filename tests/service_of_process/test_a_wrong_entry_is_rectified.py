"""A wrong day or number is rectified: the old value legible, dependent periods as new rows, the judge asked anew."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from portal.audit.models import Event
from portal.identity.permissions import PermissionRefused
from portal.notices.models import Notice
from service_of_process.actions.clocks import start_clock
from service_of_process.actions.confirming import confirm
from service_of_process.actions.rectifying import rectify
from service_of_process.models import Clock, Leg, MatterEvent, Proposal
from service_of_process.rules import channels, lifecycle, rectifying
from tests.factories import entrusted, people, service
from tests.factories.entrusted import NOW, SERVED

pytestmark = pytest.mark.django_db
S = lifecycle.S


@pytest.fixture(autouse=True)
def _english_with_calendars(db):
    entrusted.calendars()
    with translation.override("en"):
        yield


def put_right(leg, field: str, value, *, reason: str = "Misread the stamp", actor=None) -> Leg:
    return rectify(
        actor=actor or entrusted.upper(), at=NOW, leg_id=leg.pk, field=field, value=value, reason=reason
    )


def clocks(leg, rule: str) -> list[Clock]:
    return list(Clock.objects.filter(leg=leg, rule=rule).order_by("start_date"))


def running(leg, rule: str, start: date) -> Clock:
    return start_clock(leg.matter, rule=rule, start=start, at=NOW, holder="requested", leg=leg)


def test_a_wrong_receipt_date_moves_its_period_as_a_new_row_and_stays_legible() -> None:
    leg = entrusted.received(service.a_matter())
    put_right(leg, "received_date", date(2026, 9, 18))
    old, new = clocks(leg, "hk-arrangement-1999-art4")
    assert (old.state, old.due_date, old.replaced_reason) == (
        "replaced",
        date(2026, 11, 15),
        "Misread the stamp",
    )
    assert (new.state, new.due_date, new.replaces_id) == ("running", date(2026, 11, 18), old.pk)
    facts = MatterEvent.objects.get(act=S + "leg_rectified").facts
    assert (facts["field"], facts["old"], facts["new"]) == ("received_date", "2026-09-15", "2026-09-18")
    logged = Event.objects.get(chain=leg.matter.chain, act=S + "clock_replaced")
    assert logged is not None


def test_a_period_that_was_over_is_computed_anew_too() -> None:
    """A wrong date to be rectified after dependent clocks ran."""
    leg = entrusted.received(service.a_matter())
    entrusted.certify(leg, service_date=date(2026, 11, 16), received_date=date(2026, 11, 18))
    assert clocks(leg, "hk-arrangement-1999-art4")[0].state == Clock.State.EXPIRED
    put_right(leg, "received_date", date(2026, 9, 18))
    old, new = clocks(leg, "hk-arrangement-1999-art4")
    assert (old.state, new.state, new.ended_date) == ("replaced", Clock.State.MET, date(2026, 11, 16))


def test_a_wrong_day_of_dispatch_moves_the_lapse_and_what_was_proposed_on_it() -> None:
    leg = entrusted.sent(service.a_matter())
    waiting = Proposal.objects.create(
        matter=leg.matter, leg=leg, kind="unavailable", legal_basis="x", made_at=NOW, date=date(2026, 12, 4)
    )
    put_right(leg, "dispatched_date", date(2026, 9, 10))
    old, new = clocks(leg, "hkmo-service-2009-art6")
    assert (old.due_date, new.due_date) == (date(2026, 12, 4), date(2026, 12, 10))
    waiting.refresh_from_db()
    assert waiting.state == Proposal.State.OVERTAKEN


def test_a_number_is_rectified_without_touching_any_period() -> None:
    leg = entrusted.received(service.a_matter())
    before = Clock.objects.filter(leg=leg).count()
    put_right(leg, "foreign_number", " HCMP 10/2026 ")
    leg.refresh_from_db()
    assert leg.foreign_number == "HCMP 10/2026"
    assert Clock.objects.filter(leg=leg).count() == before
    assert MatterEvent.objects.get(act=S + "leg_rectified").facts["old"] == "HCMP 1/2026"


def test_a_wrong_proof_date_before_the_judge_is_proposed_anew() -> None:
    leg = entrusted.received(service.a_matter())
    entrusted.certify(leg)
    leg = entrusted.relayed(leg)
    put_right(leg, "proof_date", date(2026, 10, 6))
    open_one = Proposal.objects.get(matter=leg.matter, state="open")
    assert (open_one.kind, open_one.date) == ("served", date(2026, 10, 6))
    held = leg.certificates.get(replaced_by=None)
    before = leg.certificates.exclude(pk=held.pk).get()
    assert (held.service_date, before.service_date, before.replaced_by) == (date(2026, 10, 6), SERVED, held)
    assert held.exhibit == before.exhibit


@pytest.mark.parametrize("right", [date(2026, 10, 2), date(2026, 10, 12)])
def test_after_the_judges_confirmation_a_rectified_date_is_a_proposal_never_silent(right) -> None:
    matter = service.a_matter(lifecycle.SERVED, effective_date=SERVED)
    leg = service.a_leg(
        matter, state=lifecycle.CONFIRMED, confirmed_date=SERVED, proof_date=SERVED,
        received_date=date(2026, 9, 15), proof_received_date=date(2026, 10, 20),
    )  # fmt: skip
    put_right(leg, "proof_date", right)
    matter.refresh_from_db()
    leg.refresh_from_db()
    assert (matter.effective_date, leg.confirmed_date, leg.proof_date) == (SERVED, SERVED, right)
    proposal = Proposal.objects.get(matter=matter, state="open")
    assert (proposal.kind, proposal.date, proposal.alternative_date) == ("rectified", right, SERVED)
    told = Notice.objects.filter(kind=S + "rectified_after_decision").values_list("recipient_key", flat=True)
    assert f"user:{people.judge_a().pk}" in told


def test_the_posting_day_of_mail_deemed_served_moves_the_expiry_before_the_judge() -> None:
    """2009 art. 7: the day of service would be the expiry day; it is confirmed by nobody but the judge."""
    matter = service.a_matter(lifecycle.DEEMED_SERVED, effective_date=date(2026, 9, 1))
    leg = service.a_leg(
        matter,
        channels.MAIL,
        lifecycle.CONFIRMED,
        dispatched_date=date(2026, 6, 1),
        confirmed_date=date(2026, 9, 1),
    )
    clock = running(leg, "hkmo-service-2009-art7", date(2026, 6, 1))
    Clock.objects.filter(pk=clock.pk).update(state="expired", ended_date=date(2026, 9, 1))
    put_right(leg, "dispatched_date", date(2026, 6, 3), actor=entrusted.clerk())
    matter.refresh_from_db()
    assert matter.effective_date == date(2026, 9, 1)
    proposal = Proposal.objects.get(matter=matter, state="open")
    assert (proposal.kind, proposal.date) == ("rectified", date(2026, 9, 3))


def test_a_publication_day_moves_the_term_from_the_later_of_the_two() -> None:
    matter = service.a_matter(lifecycle.NOTICE_RUNNING, notice_basis="hkmo-service-2009-art9")
    leg = service.a_leg(
        matter,
        channels.NOTICE,
        lifecycle.RUNNING,
        mainland_date=date(2026, 10, 1),
        local_date=date(2026, 10, 8),
    )
    running(leg, "hkmo-service-2009-art9", date(2026, 10, 8))
    put_right(leg, "local_date", date(2026, 10, 9), actor=entrusted.clerk())
    old, new = clocks(leg, "hkmo-service-2009-art9")
    assert (old.state, new.start_date) == ("replaced", date(2026, 10, 9))
    Leg.objects.filter(pk=leg.pk).update(state=lifecycle.MATURED)
    with pytest.raises(ValidationError, match="term of this notice is over"):
        put_right(leg, "local_date", date(2026, 10, 10), actor=entrusted.clerk())


def test_days_stay_in_order() -> None:
    leg = entrusted.received(service.a_matter())
    with pytest.raises(ValidationError) as refusal:
        put_right(leg, "dispatched_date", date(2026, 9, 16))
    assert "out of order" in refusal.value.message_dict["value"][0]
    leg.refresh_from_db()
    assert leg.dispatched_date == date(2026, 9, 4)


@pytest.mark.parametrize(
    ("field", "value", "reason", "at_field"),
    [
        ("received_date", date(2026, 9, 18), " ", "reason"),
        ("received_date", date(2026, 9, 15), "x", "value"),
        ("received_date", date(2026, 11, 21), "x", "value"),
        ("received_date", "", "x", "value"),
        ("foreign_number", " ", "x", "value"),
        ("proof_date", date(2026, 10, 1), "x", "field"),
        ("mainland_date", date(2026, 10, 1), "x", "field"),
        ("state", "proved", "x", "field"),
    ],
)
def test_what_cannot_be_rectified_is_explained_and_nothing_changes(field, value, reason, at_field) -> None:
    leg = entrusted.received(service.a_matter())
    with pytest.raises(ValidationError) as refusal:
        put_right(leg, field, value, reason=reason)
    assert at_field in refusal.value.message_dict
    assert not MatterEvent.objects.filter(act=S + "leg_rectified").exists()


def test_an_estimate_is_estimated_anew_not_rectified() -> None:
    leg = service.a_leg(
        service.a_matter(),
        state=lifecycle.DISPATCHED,
        received_date=date(2026, 9, 11),
        received_is_estimated=True,
    )
    with pytest.raises(ValidationError, match="estimate"):
        put_right(leg, "received_date", date(2026, 9, 12))


def test_nobody_but_staff_of_the_matter_rectifies() -> None:
    leg = entrusted.received(service.a_matter())
    for user in (
        people.judge_a(),
        people.clerk_b(),
        people.principal(),
        people.opponent(),
        people.stranger(),
    ):
        with pytest.raises(PermissionRefused):
            put_right(leg, "received_date", date(2026, 9, 18), actor=people.actor(user))


def test_order_of_days_is_a_pure_rule() -> None:
    assert rectifying.out_of_order({"transferred_date": date(2026, 1, 2), "received_date": date(2026, 1, 1)}) == (
        "transferred_date", "received_date",
    )  # fmt: skip
    assert rectifying.out_of_order({"dispatched_date": date(2026, 1, 2), "proof_date": None}) is None


def test_the_judge_decides_on_a_rectified_proof_and_only_then_the_date_and_its_periods_move() -> None:
    """Certified, confirmed, answer running; then the certificate turns out to be misread by ten days."""
    matter = service.a_matter()
    leg = entrusted.received(matter)
    entrusted.certify(leg)
    entrusted.relayed(leg)
    judge = entrusted.judge()
    first = Proposal.objects.get(matter=matter, state="open")
    confirm(actor=judge, at=NOW, proposal_id=first.pk, reason="")
    put_right(leg, "proof_date", date(2026, 10, 18))
    matter.refresh_from_db()
    assert matter.effective_date == SERVED
    again = Proposal.objects.get(matter=matter, state="open")
    confirm(actor=judge, at=NOW, proposal_id=again.pk, reason="The stamp says 18 October")
    matter.refresh_from_db()
    assert (matter.effective_date, matter.state) == (date(2026, 10, 18), lifecycle.SERVED)
    answer = Clock.objects.filter(matter=matter, rule="cpl-2023-art285-answer").order_by("start_date")
    assert [(row.start_date, row.state) for row in answer] == [
        (SERVED, "replaced"), (date(2026, 10, 18), "running")
    ]  # fmt: skip


def test_a_leg_that_ends_without_service_lets_exhaustion_be_proposed() -> None:
    matter = service.a_matter()
    leg = entrusted.received(matter)
    entrusted.certify_not(leg)
    entrusted.relayed(leg)
    assert Proposal.objects.get(matter=matter, state="open").kind == "exhausted"
