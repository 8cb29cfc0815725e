"""Encrypted columns: unreadable in the database, bound to their row, found by a blind index."""

from __future__ import annotations

import base64
import uuid
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import override_settings

from portal.audit.models import Rectification
from portal.seals import cells
from portal.seals.blind_index import blind_index, normalise
from portal.seals.envelope import HEADER, decrypt_stream, encrypt_stream, key_name
from portal.seals.errors import KeyMissing, SealError
from portal.seals.fields import SealedValue
from portal.seals.keys import KeyRing
from portal.seals.rotation import COPY, encrypted_fields, rotate_everything, rotate_header

NUMBER = "A123456(7)"


def text(byte: int) -> str:
    return base64.b64encode(bytes([byte]) * 32).decode()


def entry(**changes: object) -> Rectification:
    values = {
        "subject_kind": "cases.Party", "subject_key": "1", "field": "name", "old_value": NUMBER,
        "new_value": "", "reason": "誤植", "moves_legal_date": False, "state": "applied", "proposed_by": "user:1",
        "proposed_at": datetime(2026, 11, 22, tzinfo=UTC),
    }  # fmt: skip
    return Rectification.objects.create(**{**values, **changes})


def raw(column: str, key: uuid.UUID) -> bytes:
    stored = key.hex if connection.vendor == "sqlite" else str(key)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM audit_rectification WHERE id = %s", [stored])
        return bytes(cursor.fetchone()[0])


@pytest.mark.django_db
def test_the_database_never_holds_the_plain_text():
    saved = entry()
    stored = raw("old_value", saved.pk)
    assert NUMBER.encode() not in stored
    assert len(stored) == 1 + 12 + len(NUMBER) + 16
    assert Rectification.objects.get(pk=saved.pk).old_value == NUMBER
    assert Rectification.objects.get(pk=saved.pk).reason == "誤植"
    assert Rectification.objects.get(pk=saved.pk).new_value == ""
    assert Rectification.objects.get(pk=saved.pk).decline_reason is None


@pytest.mark.django_db
def test_a_value_copied_to_another_row_or_column_does_not_open():
    one, other = entry(), entry(old_value="B")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE audit_rectification SET old_value = %s", [raw("old_value", one.pk)])
        cursor.execute("UPDATE audit_rectification SET reason = %s", [raw("old_value", one.pk)])
    assert Rectification.objects.get(pk=one.pk).old_value == NUMBER
    with pytest.raises(SealError, match="changed or moved"):
        _ = Rectification.objects.get(pk=other.pk).old_value
    with pytest.raises(SealError):
        _ = Rectification.objects.get(pk=one.pk).reason


@pytest.mark.django_db
def test_lists_of_values_give_no_plain_text_and_updates_past_the_row_are_refused():
    saved = entry()
    value = Rectification.objects.values_list("old_value", flat=True).get()
    assert isinstance(value, SealedValue)
    assert NUMBER not in repr(value)
    with pytest.raises(TypeError, match="encrypted"):
        Rectification.objects.filter(pk=saved.pk).update(old_value="plain")
    with pytest.raises(TypeError, match="encrypted"):
        Rectification.objects.filter(old_value=NUMBER).exists()


@pytest.mark.django_db
def test_saving_a_row_that_was_read_keeps_its_value():
    saved = entry()
    again = Rectification.objects.get(pk=saved.pk)
    again.save()
    deferred = Rectification.objects.defer("old_value").get(pk=saved.pk)
    assert deferred.old_value == NUMBER


def test_every_bit_of_a_sealed_value_counts():
    ring = KeyRing({"k1": b"\x01" * 32})
    sealed = cells.seal(NUMBER, context="c", place="t.c:1", ring=ring)
    assert cells.open_cell(sealed, context="c", place="t.c:1", ring=ring) == NUMBER
    for place in range(len(sealed) * 8):
        changed = bytearray(sealed)
        changed[place // 8] ^= 1 << place % 8
        with pytest.raises(SealError):
            cells.open_cell(bytes(changed), context="c", place="t.c:1", ring=ring)
    for context, place in (("d", "t.c:1"), ("c", "t.c:2")):
        with pytest.raises(SealError):
            cells.open_cell(sealed, context=context, place=place, ring=ring)
    with pytest.raises(SealError, match="not a sealed value"):
        cells.open_cell(b"plain", context="c", place="t.c:1", ring=ring)


@pytest.mark.parametrize("written", ["A123456(7)", "a123456（7）", "Ａ１２３４５６(７)", " A 123456 [7] "])
def test_spellings_of_one_number_have_one_blind_index(written: str):
    assert normalise(written) == "A1234567"
    assert blind_index("identity.document_number", written) == blind_index("identity.document_number", NUMBER)
    assert len(blind_index("identity.document_number", written)) == 64


def test_equal_numbers_of_two_columns_do_not_betray_each_other():
    assert blind_index("a", NUMBER) != blind_index("b", NUMBER)


@pytest.mark.django_db
def test_a_rotation_seals_values_anew_so_that_the_old_key_can_go(settings, tmp_path: Path):
    settings.PORTAL_VAR = tmp_path  # files that other tests stored are sealed under their own keys
    old, new = f"k1:{text(1)}", f"k2:{text(2)}"
    with override_settings(PORTAL_KEYRING=old):
        saved = entry()
    with override_settings(PORTAL_KEYRING=f"{new},{old}"):
        assert Rectification.objects.get(pk=saved.pk).old_value == NUMBER
        assert rotate_everything()["values"] == 3
    with override_settings(PORTAL_KEYRING=new):
        assert Rectification.objects.get(pk=saved.pk).old_value == NUMBER


@pytest.mark.django_db
def test_the_command_rotates_and_says_how_much(capsys: pytest.CaptureFixture[str]):
    entry()
    call_command("rotate_keys")
    assert "3 values sealed anew" in capsys.readouterr().out


def test_every_encrypted_field_names_its_context():
    assert all(field.context for _model, field in encrypted_fields())


def envelope_at(path: Path, ring: KeyRing) -> bytes:
    with path.open("wb") as out, (path.parent / "plain").open("w+b") as plain:
        plain.write(b"evidence" * 1000)
        plain.seek(0)
        encrypt_stream(plain, out, object_id="exhibit:1", ring=ring, chunk_size=512)
    return path.read_bytes()


def opens(path: Path, ring: KeyRing) -> bool:
    with path.open("rb") as sealed, (path.parent / "opened").open("wb") as out:
        return decrypt_stream(sealed, out, object_id="exhibit:1", ring=ring) == 8000


def test_a_rotation_rewrites_the_header_and_leaves_the_body(tmp_path: Path):
    path = tmp_path / "sealed"
    before = envelope_at(path, KeyRing({"k1": b"\x01" * 32}))
    ring = KeyRing({"k2": b"\x02" * 32, "k1": b"\x01" * 32})
    assert rotate_header(path, ring) is True
    after = path.read_bytes()
    assert after[HEADER:] == before[HEADER:]
    assert key_name(after[:HEADER]) == "k2"
    assert opens(path, KeyRing({"k2": b"\x02" * 32}))
    assert rotate_header(path, ring) is False
    with pytest.raises(KeyMissing):
        opens(path, KeyRing({"k1": b"\x01" * 32}))


def test_a_rotation_cut_off_in_the_middle_is_mended_by_the_next(tmp_path: Path):
    path = tmp_path / "sealed"
    before = envelope_at(path, KeyRing({"k1": b"\x01" * 32}))
    path.with_name(path.name + COPY).write_bytes(before[:HEADER])
    path.write_bytes(before[:10] + b"\xff" * 20 + before[30:])
    ring = KeyRing({"k2": b"\x02" * 32, "k1": b"\x01" * 32})
    assert rotate_header(path, ring) is True
    assert opens(path, ring)
    assert not path.with_name(path.name + COPY).exists()
