"""Every search and filter box of the portal against hostile words: an answer in words, never a 500, what was typed kept.

A box is an address with the names of its parameters. Texts go into the first of them; odd numbers and days, which are
nobody's words, into all of them at once. No question that holds NUL or half a character reaches the database (PostgreSQL
refuses both).
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from portal.identity.models import User
from portal.numbering import check_digit
from portal.verification import views as checking
from portal.verification.registry import kinds
from tests.factories import ascertainment, people
from tests.portal.test_every_address_by_role import LIBRARIES, addresses, own_addresses, staff_addresses

pytestmark = pytest.mark.django_db
TEXTS = (
    "a\x00b", "律" * 10_000, "。、；！？" * 60, "律lawленdireitoقانون" * 30, "(a+)+$" + "a" * 5000 + "!", "()" * 3000,
    "a OR " * 2000, "‮abc\u200d", "\"%_\\'; --", "*",
)  # fmt: skip
ODD = (
    "\x00",
    "²",
    "9" * 5000,
    "-1",
    "9999-12-31",
    "0001-01-01",
    "nan",
    "[]",
    "00000000-0000-0000-0000-000000000000",
)
LONGEST_SHOWN = 40
Visitor = Callable[[], User] | None

LIBRARY = {
    "law:search": "q on jurisdiction language kind in_force year work expand page without",
    "law:terms": "q field letter page",
    "law:judgments": "citing jurisdiction court year page",
    "law:choosing": "first second relation chosen moment disputes",
    "law:providers": "law kind page",
    "law:feed_search": "q on jurisdiction kind",
    "law:figures": "on year page",
    "law:stop_mails": "token",
    "api:search": "q on jurisdiction language kind page",
    "api:law-terms": "q field page",
    "api:judgment_list": "citing jurisdiction year page",
    "api:instruments": "jurisdiction page",
    "api:law-choosing": "first second relation",
    "api:law-figures": "on",
    "api:law-providers": "kind page",
}  # fmt: skip
PORTAL = {
    "pages:find": "q",
    "calendars:calculator": "rule start on party region",
    "mediators:search": "q on parties everybody page",
    "service:statistics": "on year court",
    "powers:statistics": "on year",
    "api:mediators": "q on page",
    "api:service-statistics": "on year",
    "api:consistency": "first second",
    "api:inclusion": "leaf size",
}  # fmt: skip
PERSONAL = {
    "law:ascertainments": "page", "law:following": "page", "cases:mine": "page", "notices:inbox": "page",
    "powers:mine": "page", "service:mine": "page", "mediations:mine": "page", "mediators:complain": "about",
}  # fmt: skip
CLERKS = {
    "desk_search": "q",
    "ascertainment_desk:index": "q state basis law due holder sort page",
    "ascertainment_desk:findings": "page",
    "ascertainment_desk:finding_record": "judgment",
    "ascertainment_desk:charts": "start end court",
    "ascertainment_opening:new": "q case",
    "law_providers:index": "q page",
    "service_desk:index": "q state channel region direction due holder sort page",
    "service_desk:figures": "start end court page",
    "service_desk:transfers": "start end court page",
    "service_planning:new": "q party page",
    "powers_kept:index": "page",
    "cases_desk:index": "q p",
    "mediations_desk:open": "case",
}  # fmt: skip
LIBRARIANS = {
    "law_terms:index": "q field letter page",
    "law_terms:new": "place first second",
    "law_choosing:index": "q page",
    "law_data:decision": "publisher",
    "library_collecting:index": "page",
    "library_works:index": "q p",
}  # fmt: skip
OTHERS: dict[str, tuple[Visitor, dict[str, str]]] = {
    "auditor": (people.auditor, {"audit_log": "chain act actor begin end p"}),
    "operator": (people.operator, {"people:index": "q p", "offices:index": "q p", "courts:index": "q p"}),
    "decider": (people.authority_decider, {"panel_listings:index": "q p", "mediator_applications:index": "q p"}),
}  # fmt: skip
BOXES: dict[str, tuple[Visitor, dict[str, str]]] = {
    "library": (None, LIBRARY), "portal": (None, PORTAL), "personal": (people.principal, PERSONAL),
    "clerk": (people.clerk_a, CLERKS), "librarian": (people.librarian, LIBRARIANS), **OTHERS,
}  # fmt: skip
#: Boxes that show what was asked; the others have no box on the page, or say that nothing fits.
KEEP = ("law:search", "law:terms", "law:judgments", "mediators:search", "desk_search", "ascertainment_desk:index",
        "ascertainment_opening:new", "service_desk:index", "service_planning:new", "law_terms:index",
        "audit_log")  # fmt: skip


@pytest.fixture(scope="module")
def rooms(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A few rows, so that the boxes have something to look through."""
    with django_db_blocker.unblock(), transaction.atomic():
        ascertainment.an_attempt(ascertainment.a_request())
        for visitor, _boxes in BOXES.values():
            if visitor is not None:
                visitor()
        yield
        transaction.set_rollback(True)


def only_words(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
    """Lets a question pass that PostgreSQL would take as well."""
    for one in params or ():
        if isinstance(one, str):
            assert "\x00" not in one, f"NUL reaches the database: {sql[:200]}"
            one.encode("utf-8")
    return execute(sql, params, many, context)


def signed(visitor: Visitor) -> Client:
    """A browser in which somebody has signed in; an error is an answer 500, not an exception."""
    client = Client(raise_request_exception=False)
    return people.sign_in(client, visitor()) if visitor else client  # type: ignore[no-any-return]


def asked(client: Client, address: str, entries: dict[str, str]) -> Any:
    """The answer to these entries; the limit of questions in a minute is not what is tried here."""
    with connection.execute_wrapper(only_words):
        return client.get(f"{address}?{urlencode(entries, quote_via=quote)}", REMOTE_ADDR="192.0.2.7")


@pytest.fixture
def no_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    from mediation_registry.views import register

    monkeypatch.setattr(register, "within_limit", lambda *given, **more: True)
    monkeypatch.setattr(checking, "within_limit", lambda *given, **more: True)


def is_kept(page: str, text: str) -> bool:
    """Whether the beginning of what was typed stands on the page again."""
    shown, on_page = (
        "".join(text.split()).replace("\x00", "")[:LONGEST_SHOWN],
        html.unescape(page).replace("\x00", ""),
    )
    return shown in "".join(on_page.split())


def trials(number: int, name: str, names: list[str], *, is_staff: bool) -> Iterator[dict[str, str]]:
    """What a box is tried with. The staff's pages are slow: NUL, the longest, and the others in turn from box to box."""
    if names[0] not in ("page", "on"):
        turn = 2 + number % (len(TEXTS) - 2)
        for text in (*TEXTS[:2], TEXTS[turn]) if is_staff else TEXTS:
            yield {names[0]: text}
    for first in (number,) if is_staff else range(0, len(ODD), 3):
        yield {one: ODD[(first + place) % len(ODD)] for place, one in enumerate(names)}


@pytest.mark.parametrize("group", list(BOXES))
def test_no_box_breaks_and_none_loses_what_was_typed(rooms: None, no_limits: None, group: str) -> None:
    visitor, boxes = BOXES[group]
    client = signed(visitor)
    faults = []
    for number, (name, parameters) in enumerate(boxes.items()):
        address, names = reverse(name), parameters.split()
        for entries in trials(number, name, names, is_staff="/staff/" in address):
            answer = asked(client, address, entries)
            word = entries[names[0]]
            if answer.status_code not in (200, 302, 400, 404, 422):
                faults.append(f"{name} {word[:20]!r}: {answer.status_code}")
            elif name in KEEP and word in TEXTS and not is_kept(answer.content.decode(), word):
                faults.append(f"{name} loses {word[:20]!r}")
    assert not faults


def test_the_public_check_answers_whatever_number_and_day_are_typed(rooms: None, no_limits: None) -> None:
    """Of each kind of paper a number that may be right, too, with the first and the last day that there is."""
    client, address = signed(None), reverse("verification:verify")
    known = [f"{prefix}-2026-00001-{check_digit(f'{prefix}-2026-00001')}" for prefix, _kind in kinds.items()]
    for number, text in enumerate((*TEXTS, *known)):
        entries = {"number": text, "on": ODD[4 + number % 2], "code": "AAAA-BBBB-CCCC"}
        with connection.execute_wrapper(only_words):
            answer = client.post(address, entries)
        assert answer.status_code in (200, 422), (text, answer.status_code)
        assert is_kept(answer.content.decode(), text)
    assert known


SWEEP = "q text page p on kind state law sort year day month start end case number token about place first"


@pytest.mark.parametrize(("who", "names"), [
    (people.principal, sorted({name for name, _route, parameters in own_addresses() if not parameters})),
    (people.clerk_a, [name for name in staff_addresses() if not name.startswith(("wagtail", "_wagtail"))]),
])  # fmt: skip
def test_no_address_breaks_on_entries_that_it_does_not_know(
    rooms: None, no_limits: None, who: Callable[[], User], names: list[str]
) -> None:
    """Also the addresses of tomorrow."""
    client = signed(who)
    told = {}
    for number, name in enumerate(names):
        word = ("²\x00", "9999-12-31")[number % 2]
        told[name] = asked(client, reverse(name), dict.fromkeys(SWEEP.split(), word)).status_code
    assert not {
        name: status for name, status in told.items() if status >= 500 and name != "operations:readyz"
    }


#: What stands for a part of an address: text with NUL, a number that no column holds, a key of nobody.
PARTS = {
    "uuid": "00000000-0000-0000-0000-000000000000",
    "int": "9" * 30,
    "str": "a%00b",
    "slug": "a-b",
    "path": "a%00b/c",
}


def paths() -> Iterator[str]:
    """Every address with parts, each filled in; those by pattern are the libraries' and tried elsewhere."""
    for name, route, has_parts in addresses():
        library = name.split(":")[-1].startswith(LIBRARIES) or "wagtail" in route
        pattern = "(?P" in route or "^" in route
        if has_parts and not library and not pattern and re.search(r"<(?!uuid)", route):
            yield re.sub(r"<(?:(\w+):)?\w+>", lambda part: PARTS.get(part[1] or "str", "a"), route)


def test_no_address_breaks_on_a_key_that_is_none(rooms: None) -> None:
    clerk, party = signed(people.clerk_a), signed(people.principal)
    told = {}
    with connection.execute_wrapper(only_words):
        for path in sorted(set(paths())):
            client = clerk if path.startswith("staff/") else party
            told[path] = client.get(f"/{path}").status_code
    assert len(told) > 40
    assert not {path: status for path, status in told.items() if status >= 500}
