"""The plain check of who may choose which law: the table that a jurist signs, statements, edits, clauses."""

from __future__ import annotations

import csv
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from html import unescape
from io import BytesIO
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.http import Http404
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext

from foreign_law.actions import choosing as actions
from foreign_law.documents.model_clauses import clause_of, clauses
from foreign_law.models import ChoiceStatement
from foreign_law.queries.choosing import answered, newest, standing, versions
from foreign_law.rules.choosing import Facts, applies, unknown_conditions
from i18n import languages
from portal.audit.actors import Actor, system_actor
from portal.audit.models import Event
from tests.factories import people
from tests.support.sources import ROOT

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
LIBRARIAN = Actor("user:11111111-1111-1111-1111-111111111111", roles=frozenset({"librarian"}))
VALUES: dict[str, Any] = {
    "section": "choice", "order": 5, "conditions": {"relation": ["contract"]}, "instrument": "law", "article": "41",
    "address": "", "source_date": date(2010, 10, 28), "confidence": "text",
    "texts": dict.fromkeys(languages.CODES, "said"),
}  # fmt: skip


def table() -> list[dict[str, str]]:
    with (ROOT / "tests/tables/choice_of_law.csv").open(encoding="utf-8", newline="") as rows:
        return list(csv.DictReader(rows))


def facts(row: dict[str, str]) -> Facts:
    texts = {name: row[name] for name in ("first", "second", "relation", "chosen", "moment", "disputes")}
    return Facts(**texts, subject_abroad=bool(row["subject_abroad"]), event_abroad=bool(row["event_abroad"]))


@pytest.fixture(autouse=True)
def seeded(db: None) -> Iterator[None]:
    call_command("seed_choice_statements", verbosity=0)
    with translation.override("en"):
        yield


def test_every_row_of_the_signed_table_holds() -> None:
    known = {one.code for one in standing()}
    for row in table():
        found = answered(facts(row))
        told = {one.code for _section, rows in found.sections for one in rows}
        silent = [section.value for section, rows in found.sections if not rows]
        assert (found.facts.foreign, found.verdict) == (row["foreign"], row["verdict"]), row["case"]
        assert set(row["holds"].split()) <= told & known, row["case"]
        assert not set(row["does_not_hold"].split()) & told, row["case"]
        assert silent == row["silent"].split(), row["case"]


def test_what_is_known_from_the_press_alone_is_marked_so() -> None:
    for one in standing():
        assert (one.confidence == "press") == (one.instrument == "reply2025")
    assert answered(Facts("hk-sz", "cn", "contract", chosen="hk")).rests_on_press
    assert not answered(Facts("hk", "cn", "contract", chosen="hk")).rests_on_press


def test_every_statement_speaks_four_languages_names_its_source_and_can_be_met() -> None:
    for one in standing():
        assert set(one.texts) == set(languages.CODES) and all(one.texts.values())
        assert one.instrument and one.source_date and not unknown_conditions(one.conditions)
    assert unknown_conditions({"weather": ["rain"], "foreign": ["maybe", "yes"]}) == [
        "weather",
        "foreign=maybe",
    ]


def test_a_condition_that_nobody_answered_is_not_met() -> None:
    assert not applies({"disputes": ["arb-hk"]}, Facts("hk", "cn", "contract"))
    assert applies({}, Facts()) and applies({"party": []}, Facts())


def test_seeding_again_changes_nothing_and_leaves_what_staff_changed() -> None:
    assert actions.seed_statements(actor=system_actor("seed"), at=AT) == 0
    actions.enter_statement(
        actor=LIBRARIAN, at=AT, code="choice-contract", version=1, reason="clearer", values=VALUES
    )
    ChoiceStatement.objects.filter(code="stay-renvoi").update(article="90")
    assert actions.seed_statements(actor=system_actor("seed"), at=AT) == 1
    assert newest("choice-contract").texts["en"] == "said"  # type: ignore[union-attr]
    assert [one.article for one in versions("stay-renvoi")] == ["9", "90"]


def test_a_change_is_a_further_version_with_its_reason() -> None:
    actions.enter_statement(
        actor=LIBRARIAN, at=AT, code="choice-contract", version=1, reason="clearer", values=VALUES
    )
    first, second = versions("choice-contract")
    assert (first.version, first.reason, first.superseded_at) == (2, "clearer", None)
    assert second.superseded_at == AT and second.texts["en"].startswith("The parties may agree")
    assert Event.objects.filter(act="foreign_law.choice_statement_entered").count() == 1


UNFIT: tuple[tuple[str, dict[str, Any]], ...] = (
    ("text_zh_hant", {"texts": {"en": "x"}}),
    ("instrument", {"instrument": " "}),
    ("source_date", {"source_date": None}),
    ("__all__", {"conditions": {"weather": ["rain"]}}),
    ("reason", {"reason": ""}),
)


def test_a_statement_without_source_date_language_or_reason_is_refused() -> None:
    for field, more in UNFIT:
        values = {**VALUES, "reason": "because", **more}
        reason = values.pop("reason")
        with pytest.raises(ValidationError) as refused:
            actions.enter_statement(actor=LIBRARIAN, at=AT, code="x", version=0, reason=reason, values=values)
        assert field in refused.value.message_dict and newest("x") is None


def test_a_withdrawn_statement_is_shown_no_more_and_may_come_back() -> None:
    actions.withdraw_statement(actor=LIBRARIAN, at=AT, code="stay-each", version=1, reason="not needed")
    assert "stay-each" not in {one.code for one in standing()}
    with pytest.raises(ValidationError):
        actions.withdraw_statement(actor=LIBRARIAN, at=AT, code="stay-each", version=2, reason="again")
    with pytest.raises(actions.StatementChanged):
        actions.withdraw_statement(actor=LIBRARIAN, at=AT, code="stay-each", version=1, reason="late")
    with pytest.raises(ValidationError):
        actions.withdraw_statement(actor=LIBRARIAN, at=AT, code="stay-renvoi", version=1, reason=" ")
    actions.enter_statement(actor=LIBRARIAN, at=AT, code="stay-each", version=2, reason="back", values=VALUES)
    assert "stay-each" in {one.code for one in standing()}


def test_only_a_librarian_changes_a_statement() -> None:
    with pytest.raises(Http404):
        actions.enter_statement(
            actor=system_actor("x"), at=AT, code="x", version=0, reason="r", values=VALUES
        )


def test_the_page_answers_in_each_language(client: Client) -> None:
    held = newest("reply-hong-kong")
    assert held is not None
    for code in languages.CODES:
        page = client.get(f"/{code}/law/choosing/?first=hk-sz&second=cn&relation=contract&chosen=hk")
        assert held.texts[code] in unescape(page.content.decode())


def test_the_page_says_where_no_source_decides_and_keeps_what_it_cannot_read(client: Client) -> None:
    page = client.get(
        "/en/law/choosing/?first=cn&second=cn&relation=contract&disputes=court-hk"
    ).content.decode()
    assert "No source held decides this." in page
    odd = client.get("/en/law/choosing/", {"first": "mars\x00<script>", "relation": "contract"})
    assert odd.status_code == 200 and b"could not be read" in odd.content and b"<script>" not in odd.content


def test_the_model_clauses_go_out_in_four_languages(client: Client) -> None:
    assert {(one.law, one.disputes) for one in clauses()} >= {("hk", "court-cn"), ("mo", "arb-mo")}
    for one in clauses():
        assert all(set(part.texts) == set(part.caution) == set(languages.CODES) for part in one.parts)
    answer = client.get("/pt/law/choosing/clauses/hk-arb-hk.docx")
    body = zipfile.ZipFile(BytesIO(answer.content)).read("word/document.xml").decode()
    clause = clause_of("hk", "arb-hk")
    assert clause is not None and all(text in body for text in clause.parts[0].texts.values())
    assert client.get("/en/law/choosing/clauses/hk-arb-mo.docx").status_code == 404


def test_the_api_gives_the_check_the_statements_and_the_clauses(client: Client) -> None:
    base = "/api/v1/law/choosing"
    found = client.get(
        base, {"first": "cn", "second": "cn", "relation": "contract", "disputes": "arb-hk"}
    ).json()
    assert (found["foreign"], found["verdict"], found["undecided_sections"]) == ("no", "domestic", ["seat"])
    assert len(client.get(f"{base}/statements").json()) == len(standing())
    assert set(client.get(f"{base}/clauses").json()[0]["texts"]) == set(languages.CODES)
    assert "law" in client.get(f"{base}/instruments").json()
    assert client.get(base, {"first": "mars"}).status_code == 422


def test_the_back_office_edits_and_tells_the_second_editor(client: Client) -> None:
    base = "/staff/library/choice-of-law/"
    assert client.get(base).status_code in {302, 404}
    people.sign_in(client, people.librarian())
    assert client.get(base).status_code == 200 and client.get(f"{base}none/").status_code == 404
    page = client.get(f"{base}choice-contract/").content.decode()
    assert "The parties may agree on the law of the contract" in page
    entered = {
        "version": "1", "reason": "clearer", "section": "choice", "order": "9", "instrument": "law", "article": "41",
        "source_date": "2010-10-28", "confidence": "text", "if_relation": ["contract"],
        **{f"text_{code.replace('-', '_')}": f"said in {code}" for code in languages.CODES},
    }  # fmt: skip
    assert client.post(f"{base}choice-contract/", entered).status_code == 302
    late = client.post(f"{base}choice-contract/", {**entered, "text_en": "mine"})
    assert (
        late.status_code == 409 and "mine" in late.content.decode() and "said in pt" in late.content.decode()
    )
    assert client.post(f"{base}new/", {**entered, "version": "0", "code": "own-one"}).status_code == 302
    assert client.post(f"{base}own-one/withdraw/", {"version": "1", "reason": "x"}).status_code == 302
    assert versions("own-one")[0].withdrawn


def test_a_new_statement_bears_an_identifier_of_its_own(client: Client) -> None:
    people.sign_in(client, people.librarian())
    entered = {
        "version": "0", "reason": "new", "section": "choice", "order": "9", "instrument": "law", "article": "41",
        "source_date": "2010-10-28", "confidence": "text", "if_relation": ["contract"],
        **{f"text_{code.replace('-', '_')}": f"said in {code}" for code in languages.CODES},
    }  # fmt: skip
    for code, why in (
        ("choice-contract", "A statement with this identifier exists already."),
        (
            "new",
            "Choose another identifier; this one is a word of the portal's own.",
        ),  # its page would be the page on which statements are entered
    ):
        refused = client.post("/staff/library/choice-of-law/new/", {**entered, "code": code})
        page = unescape(refused.content.decode())
        with translation.override("zh-hans"):  # the desk speaks the language of whoever sits at it
            assert refused.status_code == 422 and gettext(why) in page and "said in pt" in page
    assert len(versions("choice-contract")) == 1 and newest("new") is None
