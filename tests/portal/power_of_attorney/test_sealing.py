"""The executed instrument and the note: the judge's signature, then the seal; outages of the time stamp."""

from __future__ import annotations

import shutil
import subprocess
from base64 import b64encode
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from portal.audit.models import Event
from portal.exhibits.storage import exhibit_store
from portal.identity.permissions import PermissionRefused
from portal.power_of_attorney.actions.instruments import make_instrument
from portal.power_of_attorney.actions.sealing import (
    closing_is_blocked,
    execute_instrument,
    executed_pdf,
    latest,
    stamp_waiting,
    witnessing_note,
)
from portal.power_of_attorney.apps.documents import pending_stamps
from portal.power_of_attorney.models import (
    Attestation,
    ExecutedInstrument,
    PowerOfAttorney,
    StrokeSignature,
    WitnessingSession,
)
from portal.power_of_attorney.queries.signatures import canonical, digest_of
from portal.seals.authorities import roots
from portal.seals.pdf import check_pdf
from tests.factories import people, powers
from tests.factories.sessions import png, strokes
from tests.factories.signing_keys import PASSPHRASE, signing_key

pytestmark = pytest.mark.django_db
AT = powers.NOW + timedelta(minutes=10)
SILENT = "http://127.0.0.1:9/"


@pytest.fixture
def session(settings: Any) -> WitnessingSession:
    """Attested a moment ago: text, signatures of principal and agent, the judge's key."""
    settings.PORTAL_SEAL = {**settings.PORTAL_SEAL, "tsa_url": ""}
    signing_key(settings)
    power = powers.a_power("in_session", valid_from="2026-11-20")
    power.versions.all().delete()
    judge = people.actor(people.judge_a(), AT)
    version = make_instrument(actor=judge, at=AT, power=power, reason="struck")
    session = power.sessions.get()
    for person, role in ((power.signer, "party"), (power.agents.get().person, "agent")):
        drawn = canonical(strokes())
        StrokeSignature.objects.create(
            session=session, signer=person, role=role, version=version, document_digest=version.digest,
            strokes=drawn, image=b64encode(png()).decode(),
            digest=digest_of(drawn, png(), version.digest), recording_number=1, offset_ms=61_000, signed_at=AT,
        )  # fmt: skip
    Attestation.objects.create(
        session=session, version=version, text_version="2026-11", recording_head="7" * 64,
        places=[{"who": "party", "place": "香港灣仔"}, {"who": "agent1", "place": "深圳"}], attested_by=judge.key,
        attested_at=AT,
    )  # fmt: skip
    session.state, session.attested_at = "attested", AT
    session.save()
    power.state = "signed"
    power.save()
    return WitnessingSession.objects.get(pk=session.pk)


def executed(session: WitnessingSession, passphrase: str = PASSPHRASE) -> ExecutedInstrument:
    actor = people.actor(people.judge_a(), AT)
    return execute_instrument(actor=actor, at=AT, session=session, passphrase=passphrase)


def noted(session: WitnessingSession) -> ExecutedInstrument:
    return witnessing_note(
        actor=people.actor(people.judge_a(), AT), at=AT, session=session, passphrase=PASSPHRASE
    )


def text_of(document: ExecutedInstrument, folder: Path) -> str:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is missing (Debian package poppler-utils)")
    path = folder / "sealed.pdf"
    path.write_bytes(executed_pdf(document))
    done = subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True, text=True, check=True)
    return "".join(done.stdout.split())


def test_the_judge_signs_and_the_court_seals_both_documents(
    session: WitnessingSession, tmp_path: Path
) -> None:
    for document in (executed(session), noted(session)):
        content = executed_pdf(document)
        verdict = check_pdf(content, at=AT)
        assert verdict.is_genuine and verdict.is_simulated and document.is_simulated
        assert (document.level, document.judge_level, document.is_pending) == ("B-LTA", "B-T", False)
        assert verdict.signed_by == (document.signed_by,) and verdict.sealed_by == document.sealed_by
        context = ValidationContext(trust_roots=list(roots()), allow_fetching=False, moment=AT)
        for signature in PdfFileReader(BytesIO(content)).embedded_regular_signatures:
            assert validate_pdf_signature(signature, context).bottom_line is True
    assert "DEMONSTRATION" in document.signed_by


def test_the_executed_instrument_shows_what_was_read_and_who_signed(
    session: WitnessingSession, tmp_path: Path
) -> None:
    text = text_of(executed(session), tmp_path)
    version = session.attestation.version
    signatures = session.signatures.all()
    assert version.digest in text and "".join(version.short_code.split()) in text
    assert all(signature.digest[:24] in text for signature in signatures)
    for wanted in (
        "香港灣仔",
        "法官聲明",
        "電子印章證明文件完整",
        "Oseloprovaaintegridade",
        f"verify/{session.power}",
    ):
        assert wanted in text, wanted
    assert str(session.power.access_code) not in text


def test_the_note_says_method_times_places_and_interruptions(
    session: WitnessingSession, tmp_path: Path
) -> None:
    session.interruptions.create(
        cause="dropped_out", reason="網絡中斷", began_at=AT - timedelta(minutes=5), ended_at=AT - timedelta(minutes=4),
        identity_lost=True,
    )  # fmt: skip
    sealed = executed(session)
    text = text_of(noted(session), tmp_path)
    for wanted in (
        "視像見證筆錄",
        "實時視像",
        "有人離線",
        "網絡中斷",
        "恢復後已重新核對身份",
        "香港灣仔",
        sealed.digest,
    ):
        assert wanted in text, wanted


def test_events_bind_digests_key_and_levels(session: WitnessingSession) -> None:
    document = executed(session)
    body = bytes(
        Event.objects.filter(act="power_of_attorney.document_sealed").latest("position").body
    ).decode()
    key = people.judge_a().signing_keys.get()
    assert document.digest in body and key.fingerprint in body and session.attestation.version.digest in body


def test_nothing_is_executed_without_key_passphrase_attestation_or_signature(
    session: WitnessingSession, settings: Any
) -> None:
    with pytest.raises(ValidationError) as refused:
        executed(session, "wrong wrong")
    assert "passphrase" in refused.value.message_dict
    with pytest.raises(PermissionRefused):
        execute_instrument(
            actor=people.actor(people.judge_b(), AT), at=AT, session=session, passphrase=PASSPHRASE
        )
    with pytest.raises(ValidationError):
        noted(session)
    session.signatures.update(void_at=AT)
    with pytest.raises(ValidationError) as refused:
        executed(session)
    assert refused.value.code == "unsigned"
    people.judge_a().signing_keys.update(revoked_at=AT)
    with pytest.raises(ValidationError) as refused:
        executed(session)
    assert refused.value.code == "no_key" and not ExecutedInstrument.objects.exists()


def outage(settings: Any, session: WitnessingSession) -> PowerOfAttorney:
    settings.PORTAL_SEAL = {**settings.PORTAL_SEAL, "tsa_url": SILENT}
    executed(session)
    noted(session)
    return session.power


def test_an_outage_blocks_closing_after_four_hours_until_the_stamp_is_there(
    session: WitnessingSession, settings: Any
) -> None:
    power = outage(settings, session)
    assert power.executed.filter(is_pending=True, level="B-B").count() == 2
    assert closing_is_blocked(power, AT + timedelta(seconds=14_400)) == ""
    blocked = AT + timedelta(seconds=14_401)
    assert "4" in closing_is_blocked(power, blocked)
    assert stamp_waiting(at=blocked) == {"stamped": 0, "waiting": 2}
    rows = list(pending_stamps(people.actor(people.judge_a(), blocked), blocked.date()))
    assert [row.title for row in rows] == [power.reference] and "4" in rows[0].note
    settings.PORTAL_SEAL = {**settings.PORTAL_SEAL, "tsa_url": ""}
    before = executed_pdf(latest(power, "instrument"))
    assert stamp_waiting(at=blocked) == {"stamped": 2, "waiting": 0}
    assert stamp_waiting(at=blocked) == {"stamped": 0, "waiting": 0}
    document = latest(power, "instrument")
    assert (document.number, document.level, document.is_pending) == (2, "B-LTA", False)
    assert (
        executed_pdf(document).startswith(before) and check_pdf(executed_pdf(document), at=blocked).is_genuine
    )
    assert closing_is_blocked(power, blocked + timedelta(days=1)) == ""
    assert not list(pending_stamps(people.actor(people.judge_a(), blocked), blocked.date()))


def test_another_figure_may_be_set(session: WitnessingSession, settings: Any) -> None:
    settings.PORTAL_STAMP_PENDING_SECONDS = 60
    power = outage(settings, session)
    assert closing_is_blocked(power, AT + timedelta(seconds=61))


def test_a_damaged_file_is_never_given_out(session: WitnessingSession) -> None:
    from portal.exhibits.storage import FileBroken

    document = executed(session)
    path = exhibit_store().path(document.digest)
    data = bytearray(path.read_bytes())
    data[-20] ^= 1
    path.write_bytes(bytes(data))
    with pytest.raises(FileBroken):
        executed_pdf(document)


def test_those_concerned_and_the_court_open_the_documents_and_nobody_else(
    session: WitnessingSession, client: Client
) -> None:
    power = session.power
    executed(session)
    page = reverse("powers:instrument", args=[power.pk])
    files = [
        reverse("powers:instrument_file", args=[power.pk, 1]),
        reverse("powers:sealed_file", args=[power.pk, "instrument", 1]),
    ]
    for user in (people.principal(), people.lawyer(), people.judge_a(), people.clerk_a()):
        people.sign_in(client, user)
        shown = client.get(page).content.decode()
        assert session.attestation.version.digest in shown and "tag seal" in shown
        for file in files:
            given = client.get(file)
            assert given.content.startswith(b"%PDF") and "attachment" in given["Content-Disposition"]
    assert Event.objects.filter(act="power_of_attorney.document_opened").count() == 8
    for user in (people.stranger(), people.opponent(), people.judge_b(), people.mediator()):
        people.sign_in(client, user)
        assert {client.get(address).status_code for address in (page, *files)} == {404}
    people.sign_in(client, people.principal(), second_factor=False)
    assert client.get(files[0]).status_code == 302
