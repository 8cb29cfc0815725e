"""An exhibit is sealed at rest, kept once, given out whole or not at all, each step in its custody."""

from __future__ import annotations

import errno
import io
from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

import pikepdf
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.test import override_settings
from django.utils import translation

from portal.audit.actors import Actor
from portal.audit.append_only import missing_triggers
from portal.audit.history import history
from portal.audit.models import Event
from portal.audit.verification import verify_log
from portal.exhibits.actions import clean_name, deposit, read, release
from portal.exhibits.downloads import sandboxed_response
from portal.exhibits.inspection import FileRefused
from portal.exhibits.models import CustodyEntry, Exhibit, StoredFile
from portal.exhibits.queries import custody_of, exhibits_of, quarantined
from portal.exhibits.scopes import reaches
from portal.exhibits.storage import EncryptedStore, FileBroken
from portal.seals.envelope import HEADER, key_name
from portal.seals.rotation import rotate_header

pytestmark = [pytest.mark.django_db, pytest.mark.services]

TEXT = "證據一：收據".encode()
People = dict[str, Actor]
Deposit = Callable[..., Exhibit]


@pytest.fixture
def put(store: EncryptedStore, at: datetime, people: People) -> Deposit:
    """Deposits a text for trial 1 by the lawyer, unless told otherwise."""

    def _put(
        content: bytes = TEXT, name: str = "證據.txt", scope: str = "trial:1", who: str = "lawyer"
    ) -> Exhibit:
        upload = SimpleUploadedFile(name, content)
        return deposit(actor=people[who], at=at, upload=upload, declared_name=name, scope=scope, store=store)

    return _put


def files(store: EncryptedStore) -> list[Path]:
    return [path for path in store.root.rglob("*") if path.is_file()]


def test_what_was_deposited_is_sealed_on_disk_and_comes_back_whole(
    put: Deposit, store: EncryptedStore, at, people
):
    exhibit = put()
    path = store.path(sha256(TEXT).hexdigest())
    assert files(store) == [path]
    assert TEXT not in path.read_bytes()
    assert exhibit.state == Exhibit.State.ACCEPTED
    _exhibit, content = read(actor=people["clerk"], at=at, exhibit_id=exhibit.pk, store=store)
    assert content.read() == TEXT
    assert [entry.act for entry in custody_of(exhibit)] == ["deposited", "read"]
    assert verify_log().ok


def test_any_binary_file_can_be_deposited(store: EncryptedStore, at: datetime, people: People):
    exhibit = deposit(
        actor=people["lawyer"],
        at=at,
        upload=io.BytesIO(TEXT),
        declared_name="a.txt",
        scope="trial:1",
        store=store,
    )
    assert exhibit.stored_file.size == len(TEXT)


def test_the_same_file_again_is_one_exhibit_with_two_custody_entries(put: Deposit, store: EncryptedStore):
    first = put()
    before = store.path(first.stored_file_id).read_bytes()
    assert put(name="other.txt", who="clerk") == first
    assert [entry.act for entry in custody_of(first)] == ["deposited", "deposited_again"]
    assert StoredFile.objects.count() == len(files(store)) == 1
    assert store.path(first.stored_file_id).read_bytes() == before


def test_the_same_file_in_another_scope_is_another_exhibit_of_one_file(put: Deposit, store: EncryptedStore):
    first, second = put(), put(scope="trial:2")
    assert first != second
    assert first.stored_file == second.stored_file
    assert len(files(store)) == 1
    assert list(exhibits_of("trial:2")) == [second]


def test_the_log_holds_no_file_name_and_tells_the_deposit_in_words(put: Deposit):
    put(name="Chan Tai Man.txt")
    assert b"Chan" not in bytes(Event.objects.get().body)
    line = history("trial:1", language="en")[0]
    assert "Chan Tai Man.txt" in line.sentence
    assert sha256(TEXT).hexdigest() in line.sentence


def script(document: pikepdf.Pdf) -> None:
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("x"))


@pytest.fixture
def suspect(put: Deposit, make) -> Exhibit:
    return put(make["pdf"](script), "claim.pdf")


def test_a_file_in_quarantine_is_kept_but_not_given_out(suspect: Exhibit, store: EncryptedStore, at, people):
    assert suspect.state == Exhibit.State.QUARANTINED
    assert list(quarantined(["trial:1"])) == [suspect]
    with translation.override("en"):
        assert "The PDF contains a script." in suspect.reasons_in_words
    with pytest.raises(ValidationError, match="quarantine"), translation.override("en"):
        read(actor=people["clerk"], at=at, exhibit_id=suspect.pk, store=store)
    sentence = history("trial:1", language="en")[0].sentence
    assert sentence.endswith("The PDF contains a script.")


def test_another_person_releases_with_a_reason(suspect: Exhibit, store: EncryptedStore, at, people):
    released = release(actor=people["clerk"], at=at, exhibit_id=suspect.pk, reason="Looked at in isolation.")
    assert released.state == Exhibit.State.RELEASED
    assert read(actor=people["lawyer"], at=at, exhibit_id=suspect.pk, store=store)[0] == suspect
    assert [entry.act for entry in custody_of(suspect)] == ["quarantined", "released", "read"]
    with pytest.raises(ValidationError):
        release(actor=people["clerk"], at=at, exhibit_id=suspect.pk, reason="Again.")


def test_nobody_releases_without_reason_role_or_reach(suspect: Exhibit, at: datetime, people: People):
    with pytest.raises(ValidationError):
        release(actor=people["clerk"], at=at, exhibit_id=suspect.pk, reason=" ")
    with pytest.raises(PermissionDenied):
        release(actor=people["lawyer"], at=at, exhibit_id=suspect.pk, reason="x")
    with pytest.raises(Exhibit.DoesNotExist):
        release(actor=people["stranger"], at=at, exhibit_id=suspect.pk, reason="x")
    assert Exhibit.objects.get().state == Exhibit.State.QUARANTINED


def test_who_deposited_a_file_does_not_release_it(put: Deposit, make, at: datetime, people: People):
    own = put(make["pdf"](script), "claim.pdf", who="clerk")
    with pytest.raises(ValidationError, match="Another person"), translation.override("en"):
        release(actor=people["clerk"], at=at, exhibit_id=own.pk, reason="x")


def test_a_stranger_meets_nothing(put: Deposit, store: EncryptedStore, at: datetime, people: People):
    exhibit = put()
    with pytest.raises(Exhibit.DoesNotExist):
        read(actor=people["stranger"], at=at, exhibit_id=exhibit.pk, store=store)
    for who, scope in (
        ("stranger", "trial:1"),
        ("lawyer", "unknown:1"),
        ("lawyer", "trial"),
        ("lawyer", "trial:9"),
    ):
        with pytest.raises(PermissionDenied):
            put(scope=scope, who=who)
    assert not reaches(people["lawyer"], "unknown:1", at)
    assert CustodyEntry.objects.count() == 1


def test_a_download_runs_in_no_browser(put: Deposit, store: EncryptedStore, at: datetime, people: People):
    response = sandboxed_response(actor=people["clerk"], at=at, exhibit_id=put().pk, store=store)
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["Content-Type"] == "text/plain"
    assert b"".join(response.streaming_content) == TEXT
    response.close()


def test_a_refused_file_leaves_nothing(put: Deposit, store: EncryptedStore):
    with pytest.raises(FileRefused):
        put(b"MZ" + bytes(100), "claim.pdf")
    assert files(store) == []
    assert not StoredFile.objects.exists()
    assert not Event.objects.exists()


def test_a_file_above_the_cap_is_cut_off_while_it_arrives(put: Deposit, store: EncryptedStore):
    with override_settings(EXHIBIT_MAX_BYTES=10), pytest.raises(FileRefused) as refusal:
        put()
    assert refusal.value.code == "too_large"
    assert files(store) == []


class FullStore(EncryptedStore):
    """A store whose disk fills up in the middle of a file."""

    def write(self, source: BinaryIO, path: Path, object_id: str) -> None:
        path.write_bytes(source.read(5))
        raise OSError(errno.ENOSPC, "No space left on device")


class FullOnArrival(EncryptedStore):
    """A store without room for the temporary file."""

    def temporary(self):
        raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("kind", [FullStore, FullOnArrival])
def test_a_full_disk_leaves_nothing_half_written_and_is_told(
    kind, put: Deposit, store, at, people, tmp_path: Path
):
    full = kind(tmp_path / "full")
    with pytest.raises(FileRefused) as refusal:
        deposit(
            actor=people["lawyer"],
            at=at,
            upload=io.BytesIO(TEXT),
            declared_name="a.txt",
            scope="trial:1",
            store=full,
        )
    assert refusal.value.code == "store_full"
    assert not full.root.exists() or files(full) == []
    assert not Exhibit.objects.exists()
    assert put().state == Exhibit.State.ACCEPTED


def test_another_fault_of_the_disk_is_not_called_full(at: datetime, people: People, tmp_path: Path):
    class Failing(EncryptedStore):
        def write(self, source: BinaryIO, path: Path, object_id: str) -> None:
            raise OSError(errno.EIO, "Input/output error")

    failing = Failing(tmp_path / "failing")
    with pytest.raises(OSError, match="Input/output"):
        failing.put("a" * 64, io.BytesIO(TEXT))
    assert files(failing) == []


def test_a_file_changed_on_disk_is_not_given_out(
    put: Deposit, store: EncryptedStore, at: datetime, people: People
):
    exhibit = put()
    path = store.path(exhibit.stored_file_id)
    changed = bytearray(path.read_bytes())
    changed[-20] ^= 1
    path.write_bytes(bytes(changed))
    with pytest.raises(FileBroken), transaction.atomic():
        read(actor=people["clerk"], at=at, exhibit_id=exhibit.pk, store=store)
    with pytest.raises(FileBroken):
        put()
    path.unlink()
    with pytest.raises(FileBroken), transaction.atomic():
        read(actor=people["clerk"], at=at, exhibit_id=exhibit.pk, store=store)
    assert [entry.act for entry in custody_of(exhibit)] == ["deposited"]


def test_a_sealed_file_put_in_the_place_of_another_does_not_open(
    put: Deposit, store: EncryptedStore, at, people
):
    one, other = put(), put(b"another", "b.txt")
    store.path(one.stored_file_id).write_bytes(store.path(other.stored_file_id).read_bytes())
    with pytest.raises(FileBroken), transaction.atomic():
        read(actor=people["clerk"], at=at, exhibit_id=one.pk, store=store)


def test_custody_and_stored_files_only_grow(put: Deposit):
    put()
    assert missing_triggers(connection) == []
    for table, column in (("exhibits_custodyentry", "act"), ("exhibits_storedfile", "size")):
        for statement in (f"DELETE FROM {table}", f"UPDATE {table} SET {column} = {column}"):
            with (
                pytest.raises(DatabaseError, match="append-only"),
                transaction.atomic(),
                connection.cursor() as cursor,
            ):
                cursor.execute(statement)


def test_a_rotation_of_keys_leaves_exhibits_readable(put: Deposit, store: EncryptedStore, at, people):
    old, new = "k1:" + "A" * 43 + "=", "k2:" + "B" * 42 + "A="
    with override_settings(PORTAL_KEYRING=old):
        exhibit = put()
    with override_settings(PORTAL_KEYRING=f"{new},{old}"):
        assert [rotate_header(path) for path in store.paths()] == [True]
    assert key_name(store.path(exhibit.stored_file_id).read_bytes()[:HEADER]) == "k2"
    with override_settings(PORTAL_KEYRING=new):
        assert store.opened(exhibit.stored_file_id).read() == TEXT


@pytest.mark.parametrize(
    ("declared", "kept"),
    [
        ("C:\\Users\\chan\\證據.pdf", "證據.pdf"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("photo\u202egnp.exe.png", "photognp.exe.png"),
        ("a\r\nb.txt", "ab.txt"),
        ("x" * 300 + ".pdf", "x" * 196 + ".pdf"),
    ],
)
def test_file_names_are_kept_without_folders_and_tricks(declared: str, kept: str):
    assert clean_name(declared) == kept
