"""Each address against each role, from a table: a new address without a row fails the build."""

from __future__ import annotations

import csv
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from portal.identity.roles import DESK_ROLES
from tests.factories import people
from tests.support.sources import ROOT

pytestmark = pytest.mark.django_db

#: Addresses of libraries; their own tests guard them, and Wagtail's stand behind /staff/ (see below).
LIBRARIES = ("account_", "mfa_", "wagtail", "_wagtail", "javascript", "sitemap")
DESK = {"judge_a", "judge_b", "clerk_a", "clerk_b", "assistance_desk", "authority_decider", "librarian", "editor",
        "operator", "auditor"}  # fmt: skip


def addresses() -> Iterator[tuple[str, str, bool]]:
    """Every address as (name, route, has parameters)."""
    yield from _walk(get_resolver(), "", "")


def _walk(resolver: URLResolver, space: str, route: str) -> Iterator[tuple[str, str, bool]]:
    for entry in resolver.url_patterns:
        here = route + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _walk(entry, space + (f"{entry.namespace}:" if entry.namespace else ""), here)
        elif isinstance(entry, URLPattern) and entry.name:
            yield space + entry.name, here, "<" in here or "(?P" in here


def table() -> dict[str, str]:
    with (ROOT / "tests/tables/addresses.csv").open(encoding="utf-8", newline="") as rows:
        return {row["name"]: row["audience"] for row in csv.DictReader(rows)}


def own_addresses() -> list[tuple[str, str, bool]]:
    return [
        row for row in addresses()
        if not row[1].startswith("staff/") and not row[0].split(":")[-1].startswith(LIBRARIES)
    ]  # fmt: skip


def test_every_address_stands_in_the_table() -> None:
    names = {name for name, _route, _parameters in own_addresses()}
    assert not names - set(table()), "add a row to tests/tables/addresses.csv"
    assert not set(table()) - names, "rows without an address"


def plain(audience: str) -> list[str]:
    rows = table()
    return sorted(
        {
            name
            for name, _route, parameters in own_addresses()
            if not parameters and rows.get(name) == audience
        }
    )


@pytest.mark.parametrize("name", plain("everybody"))
def test_a_public_address_is_open_to_a_visitor(client: Client, name: str) -> None:
    answer = client.get(reverse(name))
    if name.startswith("api:"):  # an API route may want parameters, or have nothing to show yet
        assert answer.status_code in {200, 404, 405, 422}
        assert answer["Content-Type"].split(";")[0] in {"application/json", "text/html", "text/csv"}
    else:
        assert answer.status_code in {200, 302, 503}


@pytest.mark.parametrize("name", plain("signed-in"))
def test_a_personal_address_sends_a_visitor_to_sign_in(client: Client, name: str) -> None:
    answer = client.get(reverse(name))
    assert answer.status_code in {302, 405}
    if answer.status_code == 302:
        assert "/accounts/login/" in answer["Location"]


@pytest.mark.parametrize("name", plain("signed-in"))
def test_a_personal_address_is_never_indexed_nor_shared(client: Client, name: str) -> None:
    people.sign_in(client, people.principal())
    answer = client.get(reverse(name))
    # 404: a page of a registrant's own does not exist for somebody who does not stand in the register, nor a key's
    # for somebody who is no judge
    nobodys = name.startswith("mediators:") or name.endswith("signing_key")
    assert answer.status_code in {200, 302, 405} | ({404} if nobodys else set())
    if answer.status_code == 200:
        assert "noindex" in answer["X-Robots-Tag"]
        assert "no-store" in answer["Cache-Control"]


def staff_addresses() -> list[str]:
    """Addresses under /staff/ that take no parameter."""
    skipped = ("javascript", "sprite", "login", "logout", "password", "test404", "test500", "error")
    return sorted(
        {name for name, route, parameters in addresses()
         if route.startswith("staff/") and not parameters and not any(word in name for word in skipped)}
    )  # fmt: skip


@pytest.mark.parametrize("role", sorted(set(people.CAST) - DESK))
def test_nobody_without_an_office_enters_the_back_office(client: Client, role: str) -> None:
    people.sign_in(client, people.CAST[role]())
    inside = [name for name in staff_addresses() if _opens(client, name)]
    assert not inside


def test_a_visitor_enters_no_page_of_the_back_office(client: Client) -> None:
    assert not [name for name in staff_addresses() if _opens(client, name)]


@pytest.mark.parametrize("role", sorted(DESK))
def test_an_office_does_not_open_without_its_second_factor(client: Client, role: str) -> None:
    people.sign_in(client, people.CAST[role](), second_factor=False)
    assert not [name for name in staff_addresses() if _opens(client, name)]


@pytest.mark.parametrize("role", sorted(DESK))
def test_every_entry_of_the_staff_menu_opens_without_error(client: Client, role: str) -> None:
    people.sign_in(client, people.CAST[role]())
    home = client.get("/staff/")
    assert home.status_code == 200
    faults = {name: status for name in staff_addresses() if (status := _status(client, name)) >= 500}
    assert not faults


def _status(client: Client, name: str) -> int:
    return int(client.get(reverse(name)).status_code)


def _opens(client: Client, name: str) -> bool:
    """True when the address shows a page; a redirect or 404 does not."""
    return _status(client, name) == 200


def test_the_cast_covers_every_role_of_the_desk() -> None:
    held: set[str] = set()
    for role in DESK:
        held |= people.actor(people.CAST[role]()).roles & DESK_ROLES
    missing = DESK_ROLES - held
    assert missing <= {"authority_intake", "authority_assessor", "authority_publisher"}
