"""What mail systems say: success that settles, addresses refused, delivery reports (RFC 3464), bounces beside a proof."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from email.utils import format_datetime
from io import StringIO
from pathlib import Path
from smtplib import SMTPRecipientsRefused
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import override_settings
from django.utils import translation

from portal.desk.registry import queues
from portal.notices import actions as notices
from portal.notices.models import Notice
from service_of_process.actions import arrivals, codes, opening_documents, settling
from service_of_process.actions.opening_documents import BY_LINK
from service_of_process.gateways.mail_reports import reports_in
from service_of_process.models import AccessCode, ElectronicDelivery, Proposal
from service_of_process.rules import channels, lifecycle
from tests.factories import people
from tests.factories import service_electronic as acts

pytestmark = pytest.mark.django_db
MAILED = acts.SENT + timedelta(minutes=1)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    acts.ready()
    with translation.override("en"):
        yield


def notice_of(delivery: ElectronicDelivery) -> Notice:
    return Notice.objects.get(recipient_key=f"delivery:{delivery.pk}")


def mailed(delivery: ElectronicDelivery) -> Notice:
    """The mail server took the message at MAILED."""
    notices.deliver(notice_of(delivery).pk, at=MAILED)
    return notice_of(delivery)


def a_report(
    notice: Notice, action: str = "failed", recipient: str = acts.EMAIL, *, full: bool = False
) -> bytes:
    """A delivery report as mail servers write it."""
    copied = f"Message-ID: {notice.message_id}\nSubject: x\n" + ("\nbody\n" if full else "")
    kind = "message/rfc822" if full else "text/rfc822-headers"
    return f"""From: MAILER-DAEMON@example.test
To: portal@example.test
Subject: Undelivered Mail
Date: {format_datetime(MAILED + timedelta(minutes=3))}
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="B"

--B
Content-Type: text/plain

Sorry.

--B
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example.test

Final-Recipient: rfc822; {recipient}
Action: {action}
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 User
 unknown

--B
Content-Type: {kind}

{copied}
--B--
""".encode()


def take(content: bytes) -> settling.Tally:
    return settling.take_reports(content, at=acts.NOW, tally=settling.Tally())


# -- the portal's own mail system


def test_success_counts_as_arrival_from_its_day_once_a_bounce_has_had_its_time() -> None:
    delivery, _code = acts.by_consent()
    mailed(delivery)
    assert settling.settle_sendings(at=MAILED + timedelta(hours=23)) == {"arrived": 0, "bounced": 0}
    assert settling.settle_sendings(at=acts.NOW) == {"arrived": 1, "bounced": 0}
    delivery.refresh_from_db()
    assert (delivery.arrived_at, delivery.leg.proof_date) == (MAILED, date(2026, 11, 20))
    assert settling.settle_sendings(at=acts.NOW) == {"arrived": 0, "bounced": 0}


def test_success_without_consent_is_an_arrival_that_proposes_nothing() -> None:
    delivery, _code = acts.sent()
    mailed(delivery)
    settling.settle_sendings(at=acts.NOW)
    delivery.refresh_from_db()
    assert delivery.leg.state == lifecycle.ARRIVED and not Proposal.objects.exists()


def test_what_has_not_left_yet_settles_nothing() -> None:
    delivery, _code = acts.by_consent()
    settling.settle_sendings(at=acts.NOW)
    delivery.leg.refresh_from_db()
    assert delivery.leg.state == lifecycle.SENT


@override_settings(NOTICES_MOST_ATTEMPTS=1)
def test_an_address_that_the_mail_server_refuses_is_a_bounce_but_an_outage_is_none() -> None:
    def refuse(notice: Notice) -> None:
        raise SMTPRecipientsRefused({})

    def unreachable(notice: Notice) -> None:
        raise ConnectionRefusedError

    first, _one = acts.sent()
    second, _two = acts.sent(acts.a_leg(email="b@example.test"))
    notices.deliver(notice_of(first).pk, at=MAILED, send=refuse)
    notices.deliver(notice_of(second).pk, at=MAILED, send=unreachable)
    assert settling.settle_sendings(at=acts.NOW)["bounced"] == 1
    first.leg.refresh_from_db()
    second.leg.refresh_from_db()
    assert (first.leg.state, first.leg.end_reason) == (lifecycle.FAILED, "bounced")
    assert second.leg.state == lifecycle.SENT


@override_settings(PORTAL_DEMONSTRATION=True)
def test_a_simulation_says_so_and_exists_in_a_demonstration_alone() -> None:
    delivery, _code = acts.by_consent(gateway="simulated")
    assert not Notice.objects.filter(recipient_key=f"delivery:{delivery.pk}").exists()
    settling.settle_sendings(at=acts.NOW)
    delivery.refresh_from_db()
    assert (delivery.arrival_source, delivery.leg.state) == ("simulated", lifecycle.PROVED)
    with override_settings(PORTAL_DEMONSTRATION=False), pytest.raises(ValidationError, match="demonstration"):
        acts.sent(gateway="simulated")


# -- delivery reports


@pytest.mark.parametrize("full", [False, True])
def test_a_report_of_failure_ends_the_leg_revokes_the_code_and_proposes_what_follows(full: bool) -> None:
    delivery, _code = acts.sent()
    tally = take(a_report(mailed(delivery), full=full))
    assert (tally.bounced, tally.unknown) == (1, 0)
    delivery.refresh_from_db()
    assert delivery.leg.state == lifecycle.FAILED
    assert delivery.bounce_reason == "5.1.1 550 5.1.1 User unknown"
    assert not AccessCode.objects.filter(revoked_at=None).exists()
    assert Proposal.objects.get(state="open").kind == "exhausted"
    assert Notice.objects.filter(kind="service_of_process.message_came_back").exists()


def test_a_report_of_delivery_is_an_arrival() -> None:
    delivery, _code = acts.by_consent()
    assert take(a_report(mailed(delivery), "delivered")).arrived == 1
    delivery.refresh_from_db()
    assert (delivery.leg.state, delivery.arrival_source) == (lifecycle.PROVED, "delivery_report")


def test_the_same_report_again_a_delay_and_a_stranger_change_nothing() -> None:
    delivery, _code = acts.sent()
    notice = mailed(delivery)
    assert take(a_report(notice, "delayed")).ignored == 1
    assert take(a_report(notice, recipient="somebody@example.test")).unknown == 1
    notice.message_id = "<notice.unknown@example.test>"
    assert take(a_report(notice)).unknown == 1
    delivery.leg.refresh_from_db()
    assert delivery.leg.state == lifecycle.SENT
    again = a_report(notice_of(delivery))
    assert (take(again).bounced, take(again).ignored) == (1, 1)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"Subject: hello\n\nnot a report",
        b"\xff\xfe\x00",
        b"Content-Type: multipart/report\n\n",
        b"x" * (3 << 20),
    ],
)
def test_what_is_no_report_is_counted_and_left_alone(content: bytes) -> None:
    assert reports_in(content) == []
    assert take(content).unknown == 1


def test_reports_are_read_from_a_folder_and_a_mailbox(tmp_path: Path) -> None:
    delivery, _code = acts.sent()
    (tmp_path / "one.eml").write_bytes(a_report(mailed(delivery)))
    other, _code = acts.sent(acts.a_leg(email="b@example.test"))
    box = tmp_path / "box" / "reports.mbox"
    box.parent.mkdir()
    box.write_bytes(
        b"From MAILER-DAEMON Fri Nov 20 08:40:00 2026\n" + a_report(mailed(other), recipient="B@example.test")
    )
    out = StringIO()
    call_command("read_mail_reports", str(tmp_path), str(box), stdout=out)
    assert out.getvalue().startswith("0 arrived, 2 came back")


# -- bounces that people enter


def bounce(delivery: ElectronicDelivery, **entries: Any) -> Any:
    return arrivals.record_bounce(
        actor=acts.clerk(),
        at=acts.NOW,
        leg_id=delivery.leg_id,
        **{"bounced_at": MAILED, "reason": "550", **entries},
    )


def test_a_bounce_beside_a_proof_moves_nothing_and_is_told_to_judge_and_clerk() -> None:
    delivery, _code = acts.by_consent()
    mailed(delivery)
    settling.settle_sendings(at=acts.NOW)
    leg = bounce(delivery)
    assert leg.state == lifecycle.PROVED
    assert Proposal.objects.get(state="open").kind == "served"
    told = Notice.objects.filter(kind="service_of_process.message_came_back")
    assert told.count() == 2
    with pytest.raises(ValidationError, match="on record already"):
        bounce(delivery)


def test_a_bounce_after_confirmed_receipt_is_refused() -> None:
    delivery, _code = acts.sent()
    opening_documents.confirm_receipt(actor=BY_LINK, at=acts.NOW, leg_id=delivery.leg_id, name="Ho Tak Wing")
    with pytest.raises(ValidationError, match="changes nothing"):
        bounce(delivery)


def test_the_desk_sees_what_came_back_until_another_route_is_opened() -> None:
    delivery, _code = acts.sent()
    bounce(delivery)
    rows = list(queues.get("service-electronic-bounced").rows(acts.clerk(), acts.NOW.date()))
    assert len(rows) == 1 and rows[0].note.startswith("Next route: ")
    acts.service.a_leg(delivery.leg.matter, channels.MAIL, opened_at=acts.NOW)
    assert not list(queues.get("service-electronic-bounced").rows(acts.clerk(), acts.NOW.date()))


def test_the_desk_sees_unconfirmed_sendings_and_paper_copies_asked_for() -> None:
    delivery, _code = acts.sent(acts.a_leg(matter=acts.a_matter(is_judgment=True)))
    waiting = queues.get("service-electronic-awaiting")
    paper = queues.get("service-electronic-paper")
    on = acts.NOW.date()
    assert len(list(waiting.rows(acts.clerk(), on))) == 1 and not list(paper.rows(acts.clerk(), on))
    opening_documents.ask_for_paper(actor=BY_LINK, at=acts.NOW, leg_id=delivery.leg_id)
    assert len(list(paper.rows(acts.clerk(), on))) == 1
    assert not list(waiting.rows(people.actor(people.clerk_b()), on))


def test_a_code_for_the_documents_belongs_to_an_electronic_sending() -> None:
    leg = acts.a_leg()
    with pytest.raises(ValidationError, match="belongs to an electronic sending"):
        codes.issue_code(
            actor=acts.clerk(),
            at=acts.NOW,
            matter_id=leg.matter_id,
            kind="documents",
            leg_id=leg.pk,
            label="x",
        )
    acts.sent(leg)
    code, plain = codes.issue_code(
        actor=acts.clerk(),
        at=acts.NOW,
        matter_id=leg.matter_id,
        kind="documents",
        leg_id=leg.pk,
        label="by telephone",
    )
    assert codes.found_code(plain, "documents") == code and codes.found_code(plain, "tracking") is None


def test_a_report_that_names_no_message_is_none() -> None:
    assert (
        reports_in(
            b"Content-Type: multipart/report; boundary=B\n\n--B\nContent-Type: text/plain\n\nx\n--B--\n"
        )
        == []
    )
