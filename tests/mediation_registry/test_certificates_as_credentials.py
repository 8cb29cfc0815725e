"""A credential is checked offline by strangers: another library, a script of its own, and a status list."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from base64 import urlsafe_b64decode
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from mediation_registry.actions import listings
from mediation_registry.documents import status_list as lists
from mediation_registry.models import Listing
from mediation_registry.queries import certificates as queries
from tests.factories import mediators as made
from tests.support.sources import ROOT
from tests.support.verify_credential import Refused, check

pytestmark = pytest.mark.django_db
SCRIPT = ROOT / "tests/support/verify_credential.py"


@pytest.fixture
def listing(monkeypatch: pytest.MonkeyPatch) -> Listing:
    """A listing in force, on a day after its first."""
    monkeypatch.setattr(timezone, "now", lambda: made.NOW + timedelta(days=2))
    return made.published_listing()


def got(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode("ascii")


def credential(client: Client, listing: Listing) -> str:
    return got(client, f"/api/v1/mediators/{listing.registrant.register_no}/credential")


def keys(client: Client) -> dict[str, Any]:
    return json.loads(got(client, "/.well-known/jwks.json"))


def status(client: Client, purpose: str = "revocation") -> str:
    return got(client, f"/api/v1/mediators/status-lists/{purpose}/0")


def removed(listing: Listing, **extra: Any) -> None:
    listings.remove(**{
        "actor": made.acting(made.hk_decider()), "at": made.NOW + timedelta(days=1), "listing_id": listing.pk,
        "ground": "Breach of the code of conduct.", "deciding_body": "Joint Conference, session 10",
        "effective_date": made.TODAY + timedelta(days=1), "instrument_no": "J-10", **extra,
    })  # fmt: skip


def test_the_header_says_kind_content_key_and_algorithm(client: Client, listing: Listing) -> None:
    answer = client.get(f"/api/v1/mediators/{listing.registrant.register_no}/credential")
    assert answer["Content-Type"] == "application/vc+jwt"
    header = json.loads(urlsafe_b64decode(answer.content.decode().split(".")[0] + "=="))
    assert header == {"alg": "EdDSA", "kid": keys(client)["keys"][0]["kid"], "typ": "vc+jwt", "cty": "vc"}


def test_an_independent_library_accepts_the_credential_and_refuses_a_changed_one(
    client: Client, listing: Listing
) -> None:
    token, known = credential(client, listing), KeySet.import_key_set(keys(client))
    found = json.loads(jws.deserialize_compact(token, known, algorithms=["EdDSA", "Ed25519"]).payload)
    assert found["credentialSubject"]["registerNumber"] == listing.registrant.register_no
    head, body, signature = token.split(".")
    changed = f"{head}.{body[:-2]}{'A' if body[-2] != 'A' else 'B'}{body[-1]}.{signature}"
    with pytest.raises(JoseError):
        jws.deserialize_compact(changed, known, algorithms=["EdDSA", "Ed25519"])


def test_a_script_outside_the_project_says_valid_and_after_removal_revoked(
    client: Client, listing: Listing, tmp_path: Any
) -> None:
    files = {
        "c.jwt": credential(client, listing),
        "keys.json": json.dumps(keys(client)),
        "list.jwt": status(client),
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, "ascii")
    ask = [
        sys.executable,
        "-I",
        SCRIPT,
        *(tmp_path / name for name in files),
        "--at",
        "2026-11-22T04:00:00+00:00",
    ]
    done = subprocess.run(ask, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "valid: " in done.stdout and listing.registrant.register_no in done.stdout
    removed(listing)
    (tmp_path / "list.jwt").write_text(status(client), "ascii")
    done = subprocess.run(ask, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert (done.returncode, done.stdout.strip()) == (1, "refused: revoked")


def test_a_removal_shows_in_the_next_request_and_ends_the_giving_out(
    client: Client, listing: Listing
) -> None:
    token, known = credential(client, listing), keys(client)
    at = made.NOW + timedelta(days=2)
    assert check(token, known, [status(client)], at)["type"][1] == "JointCertificationCredential"
    removed(listing)
    with pytest.raises(Refused, match="revoked"):
        check(token, known, [status(client)], at)
    assert client.get(f"/api/v1/mediators/{listing.registrant.register_no}/credential").status_code == 404


def test_a_removal_that_takes_effect_tomorrow_is_not_in_the_list_today(
    client: Client, listing: Listing
) -> None:
    removed(listing, effective_date=made.TODAY + timedelta(days=5))
    assert listing.status_index not in bits(status(client))


def test_a_listing_that_has_not_begun_is_not_revoked(listing: Listing) -> None:
    before = made.TODAY - timedelta(days=30)
    assert not any(queries.places_not_in_force(before).values())


def bits(token: str) -> set[int]:
    body = token.split(".")[1]
    text = json.loads(urlsafe_b64decode(body + "=" * (-len(body) % 4)))["credentialSubject"]["encodedList"]
    raw = gzip.decompress(urlsafe_b64decode(text[1:] + "=" * (-len(text[1:]) % 4)))
    assert text[0] == "u" and len(raw) * 8 == 131_072
    return {place for place in range(len(raw) * 8) if raw[place >> 3] >> (7 - (place & 7)) & 1}


def test_the_list_has_131072_places_and_only_the_removed_one_is_set(client: Client, listing: Listing) -> None:
    assert bits(status(client)) == set()
    removed(listing)
    assert bits(status(client)) == {listing.status_index}


def test_bit_zero_is_the_leftmost_of_the_first_byte() -> None:
    text = lists.encoded([0, 9])
    raw = gzip.decompress(urlsafe_b64decode(text[1:] + "=" * (-len(text[1:]) % 4)))
    assert raw[:3] == bytes([0b10000000, 0b01000000, 0])
    with pytest.raises(IndexError):
        lists.encoded([131_072])


def test_a_place_of_the_second_list_is_counted_from_its_own_beginning() -> None:
    made_list = lists.list_of(
        "revocation", 1, [3, 131_072 + 8], at=datetime(2026, 1, 1, tzinfo=UTC), issuer={}
    )
    assert made_list["id"].endswith("/revocation/1")
    assert made_list["credentialSubject"]["encodedList"] == lists.encoded([8])


def test_there_is_no_suspension_list_until_an_authority_s_rule_is_cited(
    client: Client, listing: Listing
) -> None:
    assert client.get("/api/v1/mediators/status-lists/suspension/0").status_code == 404
    assert client.get("/api/v1/mediators/status-lists/refresh/0").status_code == 404
    assert client.get("/api/v1/mediators/status-lists/revocation/1").status_code == 404


def test_the_same_facts_and_key_give_the_same_credential(client: Client, listing: Listing) -> None:
    assert credential(client, listing) == credential(client, listing)


def test_the_credential_holds_nothing_but_what_is_always_public(client: Client, listing: Listing) -> None:
    found = check(credential(client, listing), keys(client), [status(client)], made.NOW + timedelta(days=2))
    assert set(found["credentialSubject"]) == {
        "id", "type", "name", "registerNumber", "certificateNumber", "jurisdiction", "scheme", "edition", "decision",
        "rules",
    }  # fmt: skip
    assert [name["@value"] for name in found["credentialSubject"]["name"]] == [
        "黃美玲",
        "黄美玲",
        "Wong Mei Ling",
    ]
    stages = [(one["stage"], one["jurisdiction"]) for one in found["credentialSubject"]["decision"]]
    assert stages[0] == ("local", "CN-HK") and [one for one, _place in stages].count("committee") == 3
    text = json.dumps(found)
    assert listing.registrant.person.user.email not in text and str(listing.registrant.person_id) not in text


def test_an_unknown_number_has_no_credential(client: Client, listing: Listing) -> None:
    assert client.get("/api/v1/mediators/MED-2026-999999-0/credential").status_code == 404


@pytest.mark.parametrize("part", [0, 1, 2])
def test_the_script_refuses_a_change_in_any_part(client: Client, listing: Listing, part: int) -> None:
    parts = credential(client, listing).split(".")
    parts[part] = parts[part][:8] + ("A" if parts[part][8] != "A" else "B") + parts[part][9:]
    with pytest.raises((Refused, ValueError)):
        check(".".join(parts), keys(client), [status(client)], made.NOW + timedelta(days=2))


def test_a_list_of_another_purpose_or_signed_by_nobody_is_refused(client: Client, listing: Listing) -> None:
    token, known = credential(client, listing), keys(client)
    with pytest.raises(Refused, match="missing"):
        check(token, known, [], made.NOW + timedelta(days=2))
    with pytest.raises(Refused, match="key"):
        check(token, {"keys": []}, [status(client)], made.NOW)
    with pytest.raises(Refused, match="not valid yet"):
        check(token, known, [status(client)], made.NOW - timedelta(days=30))
