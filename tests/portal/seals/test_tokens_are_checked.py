"""A signed token is ours, of the kind asked for, and unchanged; older keys stay published."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from joserfc import jws
from joserfc.jwk import KeySet, OKPKey

from portal.seals.credential_keys import jwk_set
from portal.seals.errors import KeyProblem, SealError
from portal.seals.tokens import sign_token, verify_token

SEEDS = [base64.b64encode(bytes([number]) * 32).decode() for number in (1, 2)]


@pytest.fixture
def two_keys(own_state: Path, settings: Any) -> None:
    settings.PORTAL_CREDENTIAL_KEYS = list(SEEDS)


def test_what_was_signed_is_read_again(two_keys: None) -> None:
    token = sign_token({"a": "黃"}, kind="vc+jwt", content="vc")
    assert verify_token(token, kind="vc+jwt") == {"a": "黃"}
    with pytest.raises(SealError, match="another kind"):
        verify_token(token, kind="jwt")


def test_a_token_of_the_former_key_still_holds(two_keys: None, settings: Any) -> None:
    settings.PORTAL_CREDENTIAL_KEYS = [SEEDS[1]]
    token = sign_token({"a": 1}, kind="x", content="y")
    settings.PORTAL_CREDENTIAL_KEYS = list(SEEDS)
    assert verify_token(token, kind="x") == {"a": 1}
    assert sign_token({"a": 1}, kind="x", content="y") != token
    settings.PORTAL_CREDENTIAL_KEYS = [SEEDS[0]]
    with pytest.raises(SealError):
        verify_token(token, kind="x")


@pytest.mark.parametrize(
    "change", ["", ".", "a.b.c", "{token}=", "{token}x", " {token}", "{head}..{tail}", "{token}.{token}"]
)
def test_anything_else_is_refused(two_keys: None, change: str) -> None:
    token = sign_token({"a": 1}, kind="x", content="y")
    head, _body, tail = token.split(".")
    with pytest.raises(SealError):
        verify_token(change.format(token=token, head=head, tail=tail), kind="x")


def test_no_algorithm_but_ours_is_taken(two_keys: None) -> None:
    head, body, tail = sign_token({"a": 1}, kind="x", content="y").split(".")
    header = json.loads(base64.urlsafe_b64decode(head + "=="))
    for algorithm in ("none", "HS256", "Ed25519"):
        forged = (
            base64.urlsafe_b64encode(json.dumps({**header, "alg": algorithm}).encode()).rstrip(b"=").decode()
        )
        with pytest.raises(SealError):
            verify_token(f"{forged}.{body}.{tail}", kind="x")


def test_the_name_of_a_key_is_its_thumbprint(two_keys: None) -> None:
    for key in jwk_set()["keys"]:
        assert OKPKey.import_key({name: key[name] for name in ("kty", "crv", "x")}).thumbprint() == key["kid"]
        assert "d" not in key


def test_an_independent_library_reads_the_published_keys(two_keys: None, client: Client) -> None:
    answer = client.get("/.well-known/jwks.json")
    assert (
        answer["Content-Type"] == "application/jwk-set+json" and answer["Access-Control-Allow-Origin"] == "*"
    )
    keys = KeySet.import_key_set(answer.json())
    assert len(keys.keys) == 2
    token = sign_token({"a": 1}, kind="x", content="y")
    assert jws.deserialize_compact(token, keys, algorithms=["EdDSA", "Ed25519"]).payload == b'{"a":1}'


def test_a_real_installation_without_keys_signs_nothing_and_publishes_none(
    own_state: Path, settings: Any, client: Client
) -> None:
    settings.PORTAL_DEMONSTRATION = False
    with pytest.raises(KeyProblem):
        sign_token({}, kind="x", content="y")
    assert client.get("/.well-known/jwks.json").json() == {"keys": []}
