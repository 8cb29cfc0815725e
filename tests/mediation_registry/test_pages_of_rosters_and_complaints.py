"""The pages of rosters, training and complaints: everybody's own, a stranger's nothing, the desk's acts."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.urls import reverse

from mediation_registry.actions import training
from mediation_registry.models import Complaint, CourtRosterEntry, TrainingRecord
from mediation_registry.rules import complaints as rules
from mediation_registry.rules import rosters as roster_rules
from tests.factories import mediators, people
from tests.factories import rosters as cast

pytestmark = pytest.mark.django_db
NOW, TODAY = cast.NOW, cast.TODAY
LANGUAGES = ("zh-hant", "zh-hans", "pt", "en")


def at(language: str, rest: str) -> str:
    return f"/{language}/mediators/{rest}"


@pytest.fixture
def entry() -> CourtRosterEntry:
    return cast.entry_in(roster_rules.ACTIVE)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_courts_roster_is_open_to_everybody_with_what_article_five_publishes(
    client, entry, language
) -> None:
    assert client.get(at(language, "rosters/")).status_code == 200
    page = client.get(at(language, f"rosters/{people.COURT_A}/"))
    assert page.status_code == 200 and entry.registrant.register_no in page.content.decode()
    assert "黃美玲" in page.content.decode()
    assert client.get(at(language, "rosters/CN-GD-HQ/")).status_code == 404


def test_a_person_not_on_the_roster_is_not_published(client) -> None:
    entry = cast.entry_in(roster_rules.TRAINING)
    assert (
        entry.registrant.register_no
        not in client.get(at("en", f"rosters/{people.COURT_A}/")).content.decode()
    )


def test_a_mediator_applies_in_the_browser_and_is_entered_in_the_register_with_it(client) -> None:
    mediators.scheme()
    roster = cast.roster()
    user = mediators.mediator_user("new.mediator")
    people.sign_in(client, user)
    page = at("zh-hant", "me/rosters/apply/")
    assert client.get(page).status_code == 200
    wrong = client.post(page, {"roster": str(roster.pk), "statement": "五年經驗"})
    assert wrong.status_code == 200 and "五年經驗" in wrong.content.decode()
    home = str(mediators.jurisdiction("HK").pk)
    done = client.post(page, {"roster": str(roster.pk), "home": home, "statement": "五年經驗"})
    assert done.status_code == 302
    entry = CourtRosterEntry.objects.get(registrant__person__user=user)
    assert (entry.state, entry.statement) == (roster_rules.APPLIED, "五年經驗")
    assert client.get(at("pt", "me/rosters/")).status_code == 200


def test_own_acts_are_pressed_on_pages_of_their_own(client) -> None:
    entry = cast.entry_in(roster_rules.INVITED)
    people.sign_in(client, entry.registrant.person.user)
    page = at("en", f"me/rosters/{entry.pk}/accept/")
    assert client.get(page).status_code == 200
    assert client.post(page).status_code == 302
    entry.refresh_from_db()
    assert entry.state == roster_rules.TRAINING
    assert client.get(page).status_code == 404
    assert client.post(at("en", f"me/rosters/{entry.pk}/leave/"), {"reason": ""}).status_code == 302


def test_a_lower_courts_request_is_answered_in_the_browser(client) -> None:
    entry = cast.shared_with_a(consents=False)
    people.sign_in(client, entry.registrant.person.user)
    assert client.get(at("zh-hans", "me/rosters/")).status_code == 200
    sharing = entry.sharings.get()
    assert client.post(at("zh-hans", f"me/rosters/sharing/{sharing.pk}/consent/")).status_code == 302
    sharing.refresh_from_db()
    assert sharing.state == "consented"
    assert entry.registrant.register_no in client.get(at("en", f"rosters/{people.COURT_A}/")).content.decode()


def test_training_is_entered_in_the_browser_and_checked_by_the_assessor_of_her_place(client, entry) -> None:
    user = entry.registrant.person.user
    people.sign_in(client, user)
    page = at("pt", "me/training/enter/")
    said = {
        "event": "Curso de mediação", "organiser": "Centro", "from_date": "2026-11-19", "to_date": "2026-11-18",
        "hours": "6.5", "approving_body": "", "approved_in_advance": "",
    }  # fmt: skip
    assert client.get(page).status_code == 200
    wrong = client.post(page, said)
    assert wrong.status_code == 200 and "Curso de mediação" in wrong.content.decode()
    assert client.post(page, {**said, "to_date": "2026-11-19", "upload": mediators.pdf()}).status_code == 302
    record = TrainingRecord.objects.get()
    assert client.get(at("pt", "me/training/")).status_code == 200
    assert client.get(at("pt", f"me/training/{record.pk}/evidence/")).status_code == 200
    people.sign_in(client, mediators.hk_assessor())
    act = reverse("training_records:act", args=[record.pk, "count"])
    assert client.get(reverse("training_records:inspect", args=[record.pk])).status_code == 200
    assert client.post(act).status_code == 302
    record.refresh_from_db()
    assert (record.state, record.checked_for.code) == ("checked", "HK-MAAL")
    people.sign_in(client, mediators.mo_assessor())
    assert client.get(reverse("training_records:inspect", args=[record.pk])).status_code == 404


def complaint_form(about, **said):
    return {
        "about": about.register_no, "conduct": "inside", "grounds": ["leaking"], "text": "她把調解協議告訴了別人。",
        "name": "陳嘉敏", "contact": "", "case_number": "", "conduct_date": "", **said,
    }  # fmt: skip


def test_a_complaint_is_made_and_followed_in_the_browser(client, entry) -> None:
    page, about = at("zh-hant", "complaints/new/"), entry.registrant
    assert client.get(f"{page}?about={about.register_no}").status_code == 302
    people.sign_in(client, people.principal())
    opened = client.get(f"{page}?about={about.register_no}").content.decode()
    assert about.register_no in opened and "香港調解資歷評審協會" in opened
    wrong = client.post(page, complaint_form(about, grounds=[]))
    assert wrong.status_code == 200 and "她把調解協議告訴了別人" in wrong.content.decode()
    court = str(people.court().pk)
    done = client.post(
        page, complaint_form(about, court=court, uploads=[mediators.pdf("one"), mediators.pdf("two")])
    )
    complaint = Complaint.objects.get()
    assert done.status_code == 302 and complaint.evidence.count() == 2
    for language in LANGUAGES:
        assert client.get(at(language, f"complaints/{complaint.pk}/")).status_code == 200
        assert client.get(at(language, "complaints/")).status_code == 200
    file = complaint.evidence.first()
    assert client.get(at("en", f"complaints/{complaint.pk}/files/{file.pk}/")).status_code == 200
    assert client.post(at("en", f"complaints/{complaint.pk}/withdraw/")).status_code == 302


def test_a_stranger_finds_nothing_of_a_complaint_nor_of_an_entry_nor_of_training(client) -> None:
    complaint = cast.complaint_in(rules.INVESTIGATION)
    entry = cast.entry_in(roster_rules.ACTIVE, complaint.about.person.user)
    cast.complained(complaint.about)
    record = training.enter_training(
        actor=cast.acting(complaint.about.person.user), at=NOW, event="Course", organiser="X", hours=Decimal(2),
        from_date=TODAY, to_date=TODAY,
    )  # fmt: skip
    statement = complaint.statements.get()
    paths = [
        f"complaints/{complaint.pk}/", f"complaints/{complaint.pk}/add/", f"complaints/{complaint.pk}/review/",
        f"complaints/{complaint.pk}/statement/{statement.pk}/", f"me/rosters/{entry.pk}/leave/",
    ]  # fmt: skip
    for user in (people.stranger(), people.opponent(), people.clerk_b()):
        people.sign_in(client, user)
        for path in paths:
            assert client.get(at("en", path)).status_code == 404
        assert client.post(at("en", f"complaints/{complaint.pk}/withdraw/")).status_code == 404
        assert client.post(at("en", f"me/training/{record.pk}/withdraw/")).status_code == 404
        for name, key in (("complaints_desk", complaint.pk), ("roster_entries", entry.pk)):
            answer = client.get(reverse(f"{name}:inspect", args=[key]))
            assert answer.status_code in (302, 404) and b"CMP-" not in answer.content


def test_the_mediators_side_shows_nothing_of_the_complainant(client) -> None:
    complaint = cast.complaint_in(rules.INVESTIGATION)
    people.sign_in(client, complaint.about.person.user)
    page = client.get(at("zh-hant", f"complaints/{complaint.pk}/")).content.decode()
    assert "<p>Did you tell anybody?</p>" in page
    for secret in ("陳嘉敏", "competitor", "+852"):
        assert secret not in page
    public = client.get(at("zh-hant", f"{complaint.about.register_no}/"))
    assert complaint.reference not in public.content.decode()


def test_the_desk_shows_each_officer_the_acts_that_are_hers(client) -> None:
    complaint = cast.complaint_in(rules.INVESTIGATION)
    inspect = reverse("complaints_desk:inspect", args=[complaint.pk])
    decide = reverse("complaints_desk:act", args=[complaint.pk, "decide"])
    people.sign_in(client, people.clerk_a())
    assert decide not in client.get(inspect).content.decode()
    assert client.get(decide).status_code == 404
    people.sign_in(client, people.judge_a())
    assert decide in client.get(inspect).content.decode()
    said = {"outcome": "warning", "reason": "Proved.", "decided_date": "2020-01-01"}
    assert client.post(decide, said).status_code == 200
    complaint.refresh_from_db()
    assert complaint.state == rules.INVESTIGATION


def test_a_court_keeps_its_roster_on_the_desk(client) -> None:
    entry = cast.applied()
    people.sign_in(client, people.judge_a())
    for name in ("roster_entries", "roster_borrowing", "complaints_desk"):
        assert client.get(reverse(f"{name}:index")).status_code == 200
    for name in ("open", "invite"):
        assert client.get(reverse(f"roster_entries:{name}")).status_code == 200
    assert client.get(reverse("roster_entries:inspect", args=[entry.pk])).status_code == 200
    assert client.post(reverse("roster_entries:act", args=[entry.pk, "accept"])).status_code == 302
    entry.refresh_from_db()
    assert entry.state == roster_rules.TRAINING
    people.sign_in(client, people.clerk_b())
    assert client.get(reverse("roster_entries:inspect", args=[entry.pk])).status_code == 404
    assert entry.registrant.register_no not in client.get(reverse("roster_entries:index")).content.decode()


def test_every_queue_of_this_area_says_what_an_empty_one_means_and_lists_what_waits() -> None:
    from mediation_registry.queries import complaint_queues, roster_queues

    cast.applied()
    complaint = cast.complained()
    judge = cast.acting(people.judge_a())
    rows = {
        code: list(rows(judge, TODAY))
        for code, _l, _e, _r, rows in (*roster_queues.QUEUES, *complaint_queues.QUEUES)
    }
    assert len(rows["roster-entries"]) == 1 and rows["roster-entries"][0].due_date is None
    assert [row.title for row in rows["complaints-received"]] == [complaint.reference]
    assert not rows["roster-removals"] and not rows["removal-referrals"]
