"""The public API of the log gives its signed head and proofs that hold."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from ninja.testing import TestClient

from portal.audit.actions import sign_tree_head
from portal.audit.actors import system_actor
from portal.audit.api import router
from portal.audit.merkle import leaf_hash, verify_consistency, verify_inclusion
from portal.audit.models import Event
from portal.audit.tree import head_message, root_at
from portal.seals.signing import is_signed

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def client() -> TestClient:
    return TestClient(router)


def test_head_and_proofs_convince_a_stranger(
    client: TestClient, fill: Callable[..., list[Event]], at: datetime
):
    assert client.get("/head").status_code == 404
    events = fill(21)
    sign_tree_head(actor=system_actor("beat"), at=at)
    head = client.get("/head").json()
    message = head_message(head["size"], head["root"], datetime.fromisoformat(head["signed_at"]))
    assert is_signed(message, bytes.fromhex(head["signature"]), bytes.fromhex(head["public_key"]))
    root = bytes.fromhex(head["root"])
    path = [bytes.fromhex(step) for step in client.get("/inclusion?position=5&size=21").json()["path"]]
    assert verify_inclusion(leaf_hash(bytes(events[5].body)), 5, 21, path, root)
    path = [bytes.fromhex(step) for step in client.get("/consistency?first=8&second=21").json()["path"]]
    assert verify_consistency(8, 21, root_at(8), root, path)


@pytest.mark.parametrize(
    "address",
    ["/inclusion?position=0&size=1", "/inclusion?position=-1&size=0", "/consistency?first=0&second=0"],
)
def test_what_the_log_never_had_is_not_found(client: TestClient, address: str):
    assert client.get(address).status_code == 404
