"""Librarians edit the term base: history, two editors at once, older states, merging, a renewed glossary."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.http import Http404
from django.test import Client
from django.utils import translation

from foreign_law.actions import term_editing as editing
from foreign_law.actions.terms import enter_pair, load_terms
from foreign_law.models import Concept, ConceptChange, ConceptForm
from foreign_law.queries.term_changes import changed_since, seed_differences, state_after
from foreign_law.rules.term_states import Difference, differences, fault, row, united
from foreign_law.search import term_base
from i18n import glossary
from portal.audit.actors import Actor, system_actor
from portal.audit.models import Event
from tests.factories import people

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
LIBRARIAN = Actor("user:11111111-1111-1111-1111-111111111111", roles=frozenset({"librarian"}))
OTHER = Actor("user:22222222-2222-2222-2222-222222222222", roles=frozenset({"librarian"}))
LAMP = {
    "language": "en", "jurisdiction": "CN-HK", "text": "paper lamp", "status": "official",
    "source": "Cap. 9001, s. 2", "degree": "same", "note": "",
}  # fmt: skip


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def lamp() -> Concept:
    change = editing.add_concept(
        actor=LIBRARIAN, at=AT, slug="paper-lamp", domain="contract", reason="asked for by a judge", **LAMP
    )
    return change.concept


def act(name: str, concept: Concept, version: int | None = None, **more: Any) -> ConceptChange:
    values = {"actor": LIBRARIAN, "at": AT, "concept_id": concept.pk, "reason": "checked", **more}
    return getattr(editing, name)(version=version or Concept.objects.get(pk=concept.pk).version, **values)


def portuguese(text: str = "lâmpada de papel") -> dict[str, str]:
    return {
        **LAMP,
        "language": "pt",
        "jurisdiction": "CN-MO",
        "text": text,
        "status": "working",
        "source": "",
    }


def test_a_change_supersedes_the_row_and_keeps_it(lamp: Concept) -> None:
    act("change_term", lamp, place=("en", "CN-HK", "paper lamp"), **{**LAMP, "text": "paper lantern"})
    rows = ConceptForm.objects.filter(concept=lamp).order_by("superseded_at")
    assert {(one.text, one.superseded_at is None) for one in rows} == {
        ("paper lamp", False), ("paper lantern", True),
    }  # fmt: skip
    change = ConceptChange.objects.get(concept=lamp, number=3)
    assert (change.actor_key, change.changed_at, change.reason) == (LIBRARIAN.key, AT, "checked")
    assert Event.objects.filter(act="foreign_law.term_changed").count() == 1


def test_an_official_term_without_its_source_is_refused_and_nothing_is_written(lamp: Concept) -> None:
    with pytest.raises(ValidationError) as refused:
        act("add_term", lamp, **{**portuguese(), "status": "official"})
    assert set(refused.value.message_dict) == {"source"}
    assert Concept.objects.get(pk=lamp.pk).version == 2
    with pytest.raises(IntegrityError), transaction.atomic():
        ConceptForm.objects.create(concept=lamp, language="pt", text="x", status="official", source="")


@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("add_term", {**LAMP, "text": ""}),
        ("add_term", LAMP),
        ("change_term", {**LAMP, "place": ("en", "CN-HK", "no such")}),
        ("withdraw_term", {"place": ("en", "CN-HK", "no such")}),
        ("withdraw_term", {"place": ("en", "CN-HK", "paper lamp"), "reason": "  "}),
        ("restore", {"number": 99}),
        ("restore", {"number": 2}),
        ("adopt_seed", {}),
    ],
)
def test_what_cannot_be_is_refused_in_words(lamp: Concept, name: str, more: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        act(name, lamp, **more)
    assert Concept.objects.get(pk=lamp.pk).version == 2


def test_only_librarians_edit(lamp: Concept) -> None:
    with pytest.raises(Http404):
        act("add_term", lamp, actor=system_actor("import"), **portuguese())


def test_the_second_editor_is_told_what_the_first_one_changed(lamp: Concept) -> None:
    act("add_term", lamp, version=2, **portuguese())
    with pytest.raises(editing.ChangedMeanwhile) as refused:
        act("add_term", lamp, version=2, actor=OTHER, **portuguese("candeeiro de papel"))
    assert refused.value.number == 3
    (told,) = changed_since(lamp, 2)
    assert [one.after and one.after["text"] for one in told.differences] == ["lâmpada de papel"]


def test_the_page_keeps_the_entries_of_the_second_editor_and_lets_her_save_over(
    client: Client, lamp: Concept
) -> None:
    people.sign_in(client, people.librarian())
    act("add_term", lamp, version=2, **portuguese())
    address = "/staff/library/term-base/concept/paper-lamp/add/"
    entered = {**portuguese("candeeiro de papel"), "version": "2", "reason": "Macao usage"}
    answer = client.post(address, entered)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "candeeiro de papel" in page and "lâmpada de papel" in page and 'value="3"' in page
    assert client.post(address, {**entered, "version": "3"}).status_code == 302
    assert Concept.objects.get(pk=lamp.pk).version == 4


def test_an_older_state_comes_back_by_an_act_of_its_own(lamp: Concept) -> None:
    act("add_term", lamp, **portuguese())
    act("withdraw_term", lamp, place=("en", "CN-HK", "paper lamp"))
    change = act("restore", lamp, number=3)
    assert {one["text"] for one in editing.state_of(lamp)} == {"paper lamp", "lâmpada de papel"}
    assert change.number == 5 and state_after(lamp, 4) != state_after(lamp, 5) == state_after(lamp, 3)
    assert state_after(lamp, 1) == [] and state_after(lamp, 77) is None


def test_a_merged_concept_leads_to_the_one_that_stays(client: Client, lamp: Concept) -> None:
    stays = editing.add_concept(
        actor=LIBRARIAN, at=AT, slug="lamp", domain="contract", reason="x", **portuguese()
    ).concept
    act("merge", lamp, into=stays.pk)
    assert len(editing.state_of(stays)) == 2 and editing.state_of(lamp) == []
    answer = client.get("/en/law/terms/paper-lamp/")
    assert (answer.status_code, answer["Location"]) == (302, "/en/law/terms/lamp/")
    assert client.get("/api/v1/law/terms/paper-lamp").json()["concept"] == "lamp"
    with pytest.raises(ValidationError):
        act("add_term", lamp, **portuguese("outra"))
    with pytest.raises(ValidationError):
        act("merge", stays, into=stays.pk)


def test_a_change_widens_the_search_at_once(lamp: Concept) -> None:
    assert [one.form for one in term_base().expansions("paper lamp")] == []
    act("add_term", lamp, **portuguese())
    assert [one.form for one in term_base().expansions("paper lamp")] == ["lâmpada de papel"]
    act("withdraw_term", lamp, place=("pt", "CN-MO", "lâmpada de papel"))
    assert [one.form for one in term_base().expansions("paper lamp")] == []


def test_a_renewed_glossary_proposes_and_never_overwrites(monkeypatch: pytest.MonkeyPatch) -> None:
    seed = next(one for one in glossary.load() if one.slug == "mandatory-rules")
    monkeypatch.setattr(glossary, "load", lambda: (seed,))
    call_command("seed_terms")
    concept = Concept.objects.get(slug=seed.slug)
    form = seed.forms[0]
    place = (form.language, form.jurisdiction, form.text)
    act("withdraw_term", concept, place=place)
    kept = editing.state_of(concept)
    renewed = replace(seed, forms=(*seed.forms, replace(form, text="另一说法", status="working", source="")))
    monkeypatch.setattr(glossary, "load", lambda: (renewed,))
    assert load_terms(actor=system_actor("seed_terms"), at=AT) == 0
    assert editing.state_of(concept) == kept
    (proposal,) = seed_differences()
    assert {one.after and one.after["text"] for one in proposal.differences} == {form.text, "另一说法"}
    act("adopt_seed", concept)
    assert editing.state_of(concept) == editing.seed_state(renewed) and seed_differences() == []


def test_an_import_does_not_bring_back_what_an_editor_withdrew() -> None:
    def bring(text: str = "Lantern") -> None:
        enter_pair(
            slug="hk:cap:9001:x", origin="hk:cap:9001", jurisdiction="CN-HK", forms=[("en", text)],
            sources={"en": "Cap. 9001"}, source_file=None,
        )  # fmt: skip

    bring()
    concept = Concept.objects.get(slug="hk:cap:9001:x")
    act("withdraw_term", concept, place=("en", "CN-HK", "Lantern"))
    bring()
    assert editing.state_of(concept) == []
    bring("Lamp")
    assert [one["text"] for one in editing.state_of(concept)] == ["Lamp"]


def test_the_back_office_shows_history_compares_and_refuses_strangers(client: Client, lamp: Concept) -> None:
    act("add_term", lamp, **portuguese())
    base = "/staff/library/term-base/"
    addresses = [
        base, f"{base}?q=paper", f"{base}new/", f"{base}proposals/", f"{base}concept/paper-lamp/?first=2&second=3",
        f"{base}concept/paper-lamp/restore/2/", f"{base}concept/paper-lamp/merge/",
        f"{base}concept/paper-lamp/adopt/",
        f"{base}concept/paper-lamp/change/?language=en&jurisdiction=CN-HK&text=paper+lamp",
        f"{base}concept/paper-lamp/withdraw/?language=en&jurisdiction=CN-HK&text=paper+lamp",
    ]  # fmt: skip
    people.sign_in(client, people.librarian())
    pages = {address: client.get(address) for address in addresses}
    assert {answer.status_code for answer in pages.values()} == {200}
    compared = pages[addresses[4]].content.decode()
    assert "lâmpada de papel" in compared and "asked for by a judge" in compared
    assert client.get(f"{base}concept/none/").status_code == 404
    people.sign_in(client, people.clerk_b())
    assert {client.get(address).status_code for address in addresses} <= {302, 404}


def test_two_states_differ_where_they_differ() -> None:
    one, other = row(**LAMP), row(**{**LAMP, "note": "n"})
    assert (
        fault(one) == "" and fault({**one, "text": ""}) == "text" and fault({**one, "source": ""}) == "source"
    )
    assert fault({**one, "text": "", "degree": "none"}) == ""
    (found,) = differences([one], [other])
    assert found.fields == ("note",) and len(Difference(None, one).fields) == 7
    assert differences([one], [one]) == [] and united([one], [other]) == [one]
