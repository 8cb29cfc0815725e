"""Keys in the settings are read, judged and, in a demonstration only, made."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
from django.test import override_settings

from portal.seals import signing
from portal.seals.checks import keys_are_fit
from portal.seals.errors import KeyProblem
from portal.seals.key_text import key_problems, read_key, read_key_ring
from portal.seals.keys import index_key, key_ring, log_seed


def text(byte: int) -> str:
    return base64.b64encode(bytes([byte]) * 32).decode()


FIT = {"key_ring": f"k2:{text(2)},k1:{text(1)}", "index_key": text(3), "log_key": text(4)}


def test_the_first_key_of_the_ring_is_current():
    with override_settings(PORTAL_KEYRING=FIT["key_ring"]):
        assert key_ring().current == "k2"
        assert key_ring().names == ("k2", "k1")


def test_one_key_serves_each_purpose_with_another_derived_key():
    with override_settings(PORTAL_KEYRING=FIT["key_ring"], PORTAL_INDEX_KEY=FIT["index_key"]):
        assert key_ring().key("k1", "a") != key_ring().key("k1", "b")
        assert index_key("identity.document_number") != index_key("identity.licence_number")


def test_fit_keys_raise_no_problem():
    assert key_problems(**FIT) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"key_ring": ""}, "PORTAL_KEYRING is empty"),
        ({"key_ring": "nocolon"}, "name:base64"),
        ({"key_ring": f"demonstration-1:{text(7)}"}, "demonstration key"),
        ({"index_key": "!!"}, "PORTAL_INDEX_KEY is not base64"),
        ({"log_key": base64.b64encode(b"short").decode()}, "PORTAL_LOG_KEY holds 5 bytes"),
        ({"log_key": text(3)}, "different keys"),
        ({"index_key": f"demonstration:{text(7)}"}, "PORTAL_INDEX_KEY is the demonstration key"),
    ],
)
def test_each_unfit_key_is_named(change: dict[str, str], said: str):
    assert any(said in problem for problem in key_problems(**{**FIT, **change}))


def test_a_key_named_twice_is_refused():
    with pytest.raises(KeyProblem, match="twice"):
        read_key_ring(f"k1:{text(1)},k1:{text(2)}")


def test_both_alphabets_of_base64_are_read():
    key = bytes(range(224, 256))
    for encoded in (base64.b64encode(key), base64.urlsafe_b64encode(key)):
        assert read_key(encoded.decode(), variable="X") == key


def test_outside_a_demonstration_a_missing_key_stops_the_work(tmp_path: Path):
    with override_settings(
        PORTAL_DEMONSTRATION=False,
        PORTAL_KEYRING="",
        PORTAL_LOG_KEY="",
        PORTAL_INDEX_KEY="",
        PORTAL_VAR=tmp_path,
    ):
        with pytest.raises(KeyProblem, match="PORTAL_KEYRING is not set"):
            key_ring()
        assert len(keys_are_fit(None)) == 3
        assert not (tmp_path / "keys").exists()


def test_a_demonstration_makes_its_keys_once_and_names_them_so(tmp_path: Path):
    with override_settings(
        PORTAL_DEMONSTRATION=True,
        PORTAL_KEYRING="",
        PORTAL_LOG_KEY="",
        PORTAL_INDEX_KEY="",
        PORTAL_VAR=tmp_path,
    ):
        assert key_ring().is_demonstration
        assert key_ring().current == "demonstration-1"
        assert log_seed() == log_seed()
        index_key("identity.document_number")
        names = sorted(path.name for path in (tmp_path / "keys").iterdir())
        assert names == [
            "demonstration-index-key.txt",
            "demonstration-key-ring.txt",
            "demonstration-log-key.txt",
        ]
        assert keys_are_fit(None) == []


def test_a_malformed_key_is_reported_even_in_a_demonstration():
    with override_settings(PORTAL_DEMONSTRATION=True, PORTAL_INDEX_KEY="short"):
        assert [message.id for message in keys_are_fit(None)] == ["seals.E001"]


def test_a_signature_holds_for_its_message_and_key_alone():
    with override_settings(PORTAL_LOG_KEY=FIT["log_key"]):
        signature, key = signing.sign(b"head"), signing.public_key()
    assert signing.is_signed(b"head", signature, key)
    assert not signing.is_signed(b"Head", signature, key)
    assert not signing.is_signed(b"head", signature[:-1] + bytes([signature[-1] ^ 1]), key)
    assert not signing.is_signed(b"head", signature, bytes(31))


def test_the_signature_is_that_of_rfc_8032():
    seed = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
    with override_settings(PORTAL_LOG_KEY=base64.b64encode(seed).decode()):
        assert (
            signing.public_key().hex() == "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
        )
        assert (
            signing.sign(b"")
            .hex()
            .startswith("e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155")
        )
