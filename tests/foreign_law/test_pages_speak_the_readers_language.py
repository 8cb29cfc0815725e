"""Names on the pages of foreign law: in the reader's language, with its ``lang``, and never a code of the portal's own."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from foreign_law.actions.judgments import record_judgments
from foreign_law.apps.hearing_words import ACT_WORDS
from foreign_law.importers.parsed import Received
from foreign_law.models import RouteAttempt
from portal.audit.actors import system_actor
from tests.factories import ascertainment as law
from tests.factories import people

AT = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
ORDINANCE = (
    "hk/cap_9001_20150301000000_en_c.xml", "hk/cap_9001_20150301000000_zh-Hant-HK_c.xml",
)  # fmt: skip
COURT_OF_FIRST_INSTANCE = {
    "zh-hant": "原訟法庭", "zh-hans": "原讼法庭", "pt": "Tribunal de Primeira Instância", "en": "Court of First Instance",
}  # fmt: skip


@pytest.fixture
def ordinance(import_paths: Callable[..., Any], samples: Path) -> None:
    import_paths(*(samples / name for name in ORDINANCE))


def record(**row: Any) -> None:
    data = json.dumps(row, ensure_ascii=False).encode()
    report = record_judgments(Received("j.jsonl", data), actor=system_actor("import_judgments"), at=AT)
    assert not report.refused


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def at_the_desk(client: Client, address: str) -> str:
    user = people.clerk_a()
    user.language = "zh-hans"
    user.save()
    return page(people.sign_in(client, user), address)


@pytest.mark.parametrize(("code", "said"), [("en", "Cap. 9001 · Section 2"), ("zh-hant", "第9001章 · 第2條")])
def test_what_cites_a_provision_names_it_in_the_language_of_the_page(
    client: Client, ordinance: None, code: str, said: str
) -> None:
    shown = page(client, f"/{code}/law/citations/hk/cap-9001/s2/")
    assert said in shown
    assert ("第2" in shown) is (code == "zh-hant")


def test_a_unit_without_text_on_a_day_is_named_in_words(client: Client, ordinance: None) -> None:
    for code, said in (("zh-hant", "詳題"), ("en", "Long title")):
        contents = page(client, f"/{code}/law/hk/cap-9001/?on=2000-01-01").partition("contents-tree")[2]
        first = contents.partition("</ol>")[0].partition("</li>")[0]
        assert said in first
        assert "longTitle</" not in first and "longTitle <" not in first


@pytest.mark.parametrize(("code", "court"), COURT_OF_FIRST_INSTANCE.items())
def test_the_courts_of_hong_kong_are_named_in_the_readers_language(
    client: Client, db: None, code: str, court: str
) -> None:
    record(
        jurisdiction="hk", citation="[2016] HKCFI 7", name="Re Lantern 7", link="https://example.test/7",
        court="Court of First Instance", date="2016-04-05",
    )  # fmt: skip
    assert f"<span>{court}</span>" in page(client, f"/{code}/law/judgments/")
    assert f">{court}</dd>" in page(client, f"/{code}/law/judgments/hk-neutral-hkcfi-2016-7/")


def test_the_desk_names_a_judgment_by_its_number_and_not_by_its_key(client: Client, db: None) -> None:
    record(
        jurisdiction="cn", citation="（2024）粤0391民初7号", court="虚构法院", name="虚构案", date="2024-05-06",
        applied=["Cap. 9001 s. 2"], proposition="灯笼。", result="ascertained",
    )  # fmt: skip
    shown = at_the_desk(client, reverse("ascertainment_desk:findings"))
    assert "（2024）粤0391民初7号" in shown
    assert "cn:case:" not in shown


def test_the_desk_names_the_routes_and_laws_of_an_institution_in_words(client: Client, db: None) -> None:
    found = law.provider()
    shown = at_the_desk(client, reverse("law_providers:inspect", args=[found.pk]))
    with translation.override("zh-hans"):
        assert f"<dd>{RouteAttempt.Route(6).label}</dd>" in shown
    assert "香港、澳门" in shown


def test_one_material_and_several_are_told_with_the_same_words() -> None:
    sentence = ACT_WORDS["exhibited"][1]
    for code in ("en", "pt"):
        with translation.override(code):
            for numbers in ("1", "1, 2"):
                said = str(sentence) % {"materials": numbers, "how": "", "minutes": ""}
                assert f"material {numbers}." in said


def test_the_page_of_the_api_says_its_language_and_leads_back(client: Client, db: None) -> None:
    shown = page(client, "/api/v1/docs")
    assert '<html lang="en">' in shown and '<main id="swagger-ui">' in shown and 'href="/"' in shown
