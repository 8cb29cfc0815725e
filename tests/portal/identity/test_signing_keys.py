"""A judge's signing key: enrolled by its holder alone, opened by the passphrase alone, withdrawn, never deleted."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse

from portal.audit.models import Event
from portal.identity.actions import signing_keys
from portal.identity.models import SigningKey
from portal.identity.permissions import PermissionRefused
from portal.seals.demonstration_authority import folder
from portal.seals.signers import issue_demonstration_key
from tests.factories import people
from tests.factories.signing_keys import NOW, PASSPHRASE, signing_key

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def demonstration(settings: Any) -> None:
    settings.PORTAL_DEMONSTRATION = True


def test_the_key_lies_sealed_and_only_the_passphrase_opens_it(settings: Any) -> None:
    key = signing_key(settings)
    assert key.is_simulated and "DEMONSTRATION" in key.name and key.is_good(NOW)
    with connection.cursor() as cursor:
        cursor.execute("SELECT container FROM identity_signingkey")
        stored = bytes(cursor.fetchone()[0])
    assert key.container[:40].encode() not in stored and PASSPHRASE.encode() not in stored
    assert signing_keys.open_signing_key(key, PASSPHRASE).startswith(b"0")
    with pytest.raises(ValidationError) as refused:
        signing_keys.open_signing_key(key, "another passphrase")
    assert "passphrase" in refused.value.message_dict


def test_enrolment_is_in_the_log_without_a_name(settings: Any) -> None:
    key = signing_key(settings)
    event = Event.objects.filter(act="identity.signing_key_enrolled").latest("position")
    text = bytes(event.body).decode()
    assert key.fingerprint in text and "simulated" in text and key.subject not in text


def test_only_a_judge_and_only_for_oneself(settings: Any) -> None:
    judge, clerk = people.judge_a(), people.clerk_a()
    for actor, user in ((clerk, clerk), (clerk, judge), (judge, people.judge_b())):
        with pytest.raises(PermissionRefused):
            signing_keys.issue_key(actor=people.actor(actor, NOW), at=NOW, user=user, passphrase=PASSPHRASE)
    assert not SigningKey.objects.exists()


def test_one_key_at_a_time_and_a_withdrawn_one_signs_no_more(settings: Any) -> None:
    key = signing_key(settings)
    judge = key.holder
    actor = people.actor(judge, NOW)
    with pytest.raises(ValidationError, match=r"enrolled already|已|já"):
        signing_keys.issue_key(actor=actor, at=NOW, user=judge, passphrase=PASSPHRASE)
    with pytest.raises(ValidationError):
        signing_keys.revoke_key(actor=actor, at=NOW, user=judge, reason=" ")
    signing_keys.revoke_key(actor=actor, at=NOW, user=judge, reason="file lost")
    assert signing_keys.signing_key_of(judge, NOW) is None and SigningKey.objects.count() == 1
    assert signing_key(settings, judge).pk != key.pk


def test_an_expired_key_is_no_key(settings: Any) -> None:
    key = signing_key(settings)
    assert signing_keys.signing_key_of(key.holder, NOW + timedelta(days=800)) is None


def test_tries_with_a_wrong_passphrase_are_counted(settings: Any) -> None:
    key = signing_key(settings)
    for _try in range(signing_keys.TRIES):
        with pytest.raises(ValidationError):
            signing_keys.open_for_signing(at=NOW, user=key.holder, passphrase="wrong wrong")
    with pytest.raises(ValidationError) as refused:
        signing_keys.open_for_signing(at=NOW, user=key.holder, passphrase=PASSPHRASE)
    assert "passphrase" in refused.value.message_dict
    later = NOW + timedelta(seconds=signing_keys.WINDOW)
    assert signing_keys.open_for_signing(at=later, user=key.holder, passphrase=PASSPHRASE)[0] == key


def test_what_is_no_good_key_is_refused_with_the_reason(settings: Any) -> None:
    judge = people.judge_a()
    actor = people.actor(judge, NOW)
    good = issue_demonstration_key("Lin Xiao", "h", PASSPHRASE, at=NOW)
    seal = (folder() / "seal.key.pem").read_bytes()
    for content, passphrase, field in (
        (b"", PASSPHRASE, "file"), (b"junk", PASSPHRASE, "file"), (seal, PASSPHRASE, "file"),
        (good, "not the passphrase", "passphrase"), (good, "short", "passphrase"), (b"0" * 200_000, PASSPHRASE, "file"),
        (issue_demonstration_key("x", "h", PASSPHRASE, at=datetime(2020, 1, 1, tzinfo=UTC)), PASSPHRASE, "file"),
    ):  # fmt: skip
        with pytest.raises(ValidationError) as refused:
            signing_keys.enrol_key(actor=actor, at=NOW, user=judge, pkcs12=content, passphrase=passphrase)
        assert list(refused.value.message_dict) == [field]
    assert not SigningKey.objects.exists()


def test_no_simulated_key_in_a_real_installation(settings: Any) -> None:
    judge = people.judge_a()
    good = issue_demonstration_key("Lin Xiao", "h", PASSPHRASE, at=NOW)
    settings.PORTAL_DEMONSTRATION = False
    actor = people.actor(judge, NOW)
    with pytest.raises(PermissionRefused):
        signing_keys.issue_key(actor=actor, at=NOW, user=judge, passphrase=PASSPHRASE)
    with pytest.raises(ValidationError):
        signing_keys.enrol_key(actor=actor, at=NOW, user=judge, pkcs12=good, passphrase=PASSPHRASE)


def test_a_judge_enrols_withdraws_and_has_a_key_issued_on_the_pages(client: Client) -> None:
    judge = people.judge_a()
    people.sign_in(client, judge)
    page = reverse("identity:signing_key")
    assert client.get(page).status_code == 200
    at = datetime.now(UTC)
    file = SimpleUploadedFile("key.p12", issue_demonstration_key("Lin Xiao", "h", PASSPHRASE, at=at))
    wrong = client.post(reverse("identity:enrol_signing_key"), {"file": file, "passphrase": "wrong wrong"})
    assert wrong.status_code == 422 and b"wrong wrong" not in wrong.content
    file.seek(0)
    done = client.post(reverse("identity:enrol_signing_key"), {"file": file, "passphrase": PASSPHRASE})
    assert done.status_code == 302 and SigningKey.objects.get().holder == judge
    shown = client.get(page).content.decode()
    assert SigningKey.objects.get().fingerprint in shown and "tag seal" in shown
    assert client.post(reverse("identity:withdraw_signing_key"), {"reason": "lost"}).status_code == 302
    mismatch = {"new-passphrase": PASSPHRASE, "new-again": "something else"}
    assert client.post(reverse("identity:issue_signing_key"), mismatch).status_code == 422
    same = {"new-passphrase": PASSPHRASE, "new-again": PASSPHRASE}
    assert client.post(reverse("identity:issue_signing_key"), same).status_code == 302
    assert SigningKey.objects.filter(revoked_at=None).count() == 1


def test_others_find_no_such_page(client: Client) -> None:
    for user in (people.principal(), people.clerk_a(), people.lawyer()):
        people.sign_in(client, user)
        assert client.get(reverse("identity:signing_key")).status_code == 404
        assert client.post(reverse("identity:issue_signing_key"), {}).status_code == 404
    people.sign_in(client, people.judge_a(), second_factor=False)
    assert client.get(reverse("identity:signing_key")).status_code == 302
