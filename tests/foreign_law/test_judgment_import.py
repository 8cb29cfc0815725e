"""Judgments from a table: links for Hong Kong and Macao, law applied for the Mainland, bad lines refused by number."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import translation

from foreign_law.actions.judgments import Recorded, record_judgments
from foreign_law.importers.judgment_table import BadLine, judgment_of
from foreign_law.importers.parsed import Received, Refused
from foreign_law.models import Citation, Judgment, JudgmentName, JudgmentText, LawEvent
from foreign_law.queries.judgments import narrowed
from foreign_law.queries.searching import Ask, find
from foreign_law.rules.judgment_ids import docket, shown_number
from foreign_law.tasks.library import index_now
from portal.audit.actors import Actor, system_actor
from portal.audit.models import Event
from tests.factories import people

AT = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
TODAY = date(2026, 11, 22)
HK: dict[str, Any] = {
    "jurisdiction": "hk", "citation": "[2016] HKCFI 90001", "action": ["HCAL 90001/2015"], "name": "Re Lanterns",
    "date": "2016-04-05", "link": "https://www.hklii.hk/en/cases/hkcfi/2016/90001",
    "cites": ["considered: Cap. 9001 s. 2", "Cap. 9002"],
}  # fmt: skip
MO: dict[str, Any] = {
    "jurisdiction": "mo",
    "citation": "Processo n.º 905/2020/B",
    "court": "TSI",
    "name": "Lanternas",
}
CN: dict[str, Any] = {
    "jurisdiction": "cn", "citation": "（2024）粤0391民初90001号", "court": "虚构法院", "name": "虚构案",
    "date": "2024-05-06", "cause": "买卖合同纠纷", "applied": ["Cap. 9001 s. 2 @2015-03-01"],
    "proposition": "燈籠包括其框架。", "result": "ascertained", "cites": ["[2016] HKCFI 90001"],
}  # fmt: skip


@pytest.fixture(autouse=True)
def _in_english() -> Any:
    with translation.override("en"):
        yield


def table(*rows: dict[str, Any]) -> Received:
    return Received(
        "judgments.jsonl", "\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode()
    )


def recorded(*rows: dict[str, Any], at: datetime = AT) -> Recorded:
    return record_judgments(table(*rows), actor=system_actor("import_judgments"), at=at)


@pytest.mark.django_db
def test_three_places_go_in_with_what_each_may_hold() -> None:
    report = recorded(HK, MO, CN)
    assert (report.new, report.refused) == (3, [])
    hong_kong, macao, mainland = (
        Judgment.objects.get(jurisdiction=code) for code in ("CN-HK", "CN-MO", "CN")
    )
    assert (hong_kong.court, hong_kong.number, hong_kong.slug) == (
        "hkcfi",
        "90001",
        "neutral-hkcfi-2016-90001",
    )
    assert JudgmentName.objects.get().citation_id == "hk:action:hcal:2015:90001"
    assert macao.citation_id == "mo:case:tsi:905:2020:b"
    assert (mainland.court_name, mainland.ascertainment) == ("虚构法院", "ascertained")
    assert mainland.slug == "case-2024-yue0391-minchu-90001"
    applied = Citation.objects.get(judgment=mainland, kind="applied")
    assert (applied.cited_id, applied.cited_key, applied.fact_date) == ("hk:cap:9001", "s2", date(2015, 3, 1))
    assert not JudgmentText.objects.exclude(kind="entry").exists()
    assert Event.objects.filter(act="foreign_law.judgment_recorded").count() == 3


@pytest.mark.django_db
def test_a_second_run_changes_nothing_and_a_changed_line_supersedes() -> None:
    recorded(HK, CN)
    before = (Citation.objects.count(), JudgmentText.objects.count(), LawEvent.objects.count())
    assert recorded(HK, CN).unchanged == 2
    assert (Citation.objects.count(), JudgmentText.objects.count(), LawEvent.objects.count()) == before
    report = recorded(
        {**CN, "proposition": "改正后的认定。", "applied": ["Cap. 9001 s. 3"]}, at=AT + timedelta(days=1)
    )
    assert report.changed == 1
    assert (
        JudgmentText.objects.filter(kind="entry", judgment__jurisdiction="CN", superseded_at=None).count()
        == 1
    )
    living = Citation.objects.filter(kind="applied", withdrawn_at=None)
    assert [row.cited_key for row in living] == ["s3"]
    assert Citation.objects.filter(kind="applied", cited_key="s2").exists(), (
        "the earlier statement is history"
    )


BAD = [
    ({**HK, "text": "The whole judgment."}, "linked"),
    ({**HK, "link": ""}, "address"),
    ({**HK, "link": "javascript:alert(1)"}, "https"),
    ({**HK, "jurisdiction": "tw"}, "jurisdiction"),
    ({**HK, "citation": "Cap. 9001"}, "not that of a case"),
    ({**HK, "citation": "[2003] 3 HKLRD 201"}, "does not name a judgment"),
    ({**HK, "date": "2099-01-01"}, "future"),
    ({**HK, "date": "5 April"}, "year-month-day"),
    ({**HK, "name": ""}, "name"),
    ({**HK, "action": ["something"]}, "not the citation of a case"),
    ({**HK, "colour": "red"}, "Unknown columns: colour"),
    ({**HK, "proposition": "x"}, "Mainland"),
    ({**HK, "cites": ["the old law"]}, "not one citation"),
    ({**HK, "name": ["a", "b"]}, "must be text"),
    ({**HK, "cites": [{"law": 1}]}, "list of citations"),
    ({**HK, "language": "fr"}, "language"),
    ({**MO, "court": ""}, "collide"),
    ({**CN, "court": ""}, "court"),
    ({**CN, "applied": []}, "applied"),
    ({**CN, "applied": ["法释〔2023〕12号"]}, "applied"),
    ({**CN, "proposition": ""}, "proposition"),
    ({**CN, "result": "perhaps"}, "result"),
    ({**CN, "text": "判决书全文"}, "licence"),
    ({**CN, "name": "x" * 400_001}, "too long"),
]


@pytest.mark.parametrize(("row", "reason"), BAD, ids=[reason for _row, reason in BAD])
def test_a_bad_line_is_refused_with_its_reason(row: dict[str, Any], reason: str) -> None:
    with pytest.raises(BadLine, match=reason):
        judgment_of(row, today=TODAY)


@pytest.mark.django_db
def test_good_lines_go_in_beside_bad_ones_which_are_named_by_number() -> None:
    text = (
        "jurisdiction,citation,court,name,link,cites\n"
        "hk,[2016] HKCFI 90001,,Re Lanterns,https://example.test/1,Cap. 9001 s. 2;Cap. 9002\n"
        "hk,nothing,,X,https://example.test/2,\n"
        "mo,905/2020,Tribunal de Segunda Instância,,,Lei n.º 901/2031\n"
        "hk,[2016] HKCFI 3,,Y,https://example.test/3,,,,\n"
    )
    report = record_judgments(
        Received("j.csv", b"\xef\xbb\xbf" + text.encode()), actor=system_actor("x"), at=AT
    )
    assert (report.lines, report.new) == (4, 2)
    assert [line for line, _reason in report.refused] == [3, 5]
    assert Citation.objects.filter(cited_id="mo:lei:901:2031", judgment__court="tsi").exists()


@pytest.mark.django_db
@pytest.mark.parametrize("data", [b"", b"\xff\xfe\x00", b"%PDF-1.4 \x00", b"a,b\n1,2\n", b"x" * 20_000_001])
def test_a_file_that_is_no_table_is_refused_whole(data: bytes) -> None:
    with pytest.raises(Refused):
        record_judgments(Received("x", data), actor=system_actor("x"), at=AT)
    assert not Judgment.objects.exists()


@pytest.mark.django_db
def test_broken_json_lines_and_strangers_are_refused() -> None:
    report = record_judgments(Received("x", b'{"jurisdiction": \n[1]\n{}'), actor=system_actor("x"), at=AT)
    assert [line for line, _reason in report.refused] == [1, 2, 3]
    with pytest.raises(PermissionDenied):
        record_judgments(table(HK), actor=Actor(key="user:x", roles=frozenset({"party"})), at=AT)


@pytest.mark.django_db
def test_licensed_full_text_is_kept_with_its_licence_and_is_found_by_search(
    tmp_path: Path, settings: object
) -> None:
    settings.PORTAL_VAR = tmp_path  # type: ignore[attr-defined]  # an index of its own
    recorded({**CN, "text": "第一段讲述灯笼。\n第二段。", "licence": "CC BY 4.0"}, HK)
    full = JudgmentText.objects.get(kind="full")
    assert full.licence == "CC BY 4.0" and len(full.paragraphs) == 2
    index_now(at=AT)
    found = find(Ask(text="燈籠包括其框架", today=TODAY, kind="mainland-judgment"))
    assert found.hits and found.hits[0].path == "judgments/cn-case-2024-yue0391-minchu-90001/"
    assert find(Ask(text="HCAL 90001/2015", today=TODAY, kind="judgment")).total == 1
    assert find(Ask(text="Lanterns", today=TODAY)).facets["kind"] == {"judgment": 1}


@pytest.mark.django_db
def test_the_list_is_narrowed_by_place_court_year_and_what_is_cited(client: Client) -> None:
    recorded(HK, MO, CN)
    assert [row.jurisdiction for row in narrowed(citing="Cap. 9001 s. 2").rows] == ["CN", "CN-HK"]
    assert narrowed(citing="Cap. 9001 s. 9").total == 0 and narrowed(citing="what").unread
    assert narrowed(jurisdiction="CN-HK", court="hkcfi", year=2016).total == 1
    page = client.get("/en/law/judgments/?jurisdiction=cn&citing=Cap.+9001").content.decode()
    assert "虚构案" in page and "Re Lanterns" not in page
    for odd in (
        "?year=x&court=%00&page=-3",
        "?citing=%00%00",
        f"?citing={'9' * 3000}",
        "?jurisdiction=zz&page=999",
    ):
        assert client.get(f"/en/law/judgments/{odd}").status_code == 200


@pytest.mark.django_db
def test_the_page_of_a_judgment_names_what_it_applied_and_what_is_not_held(
    client: Client, import_paths: Callable[..., object], samples: Path
) -> None:
    import_paths(samples / "hk")
    recorded(HK, CN)
    page = client.get("/en/law/judgments/cn-case-2024-yue0391-minchu-90001/").content.decode()
    assert "燈籠包括其框架" in page and "/en/law/hk/cap-9001/s2/" in page and "law as of" in page
    page = client.get("/en/law/judgments/hk-neutral-hkcfi-2016-90001/").content.decode()
    assert "not held" in page and "HCAL 90001/2015" in page and "虚构案" in page


@pytest.mark.django_db
def test_staff_uploads_a_table_and_strangers_find_no_page(client: Client) -> None:
    address = reverse("library_judgments:upload")
    people.sign_in(client, people.librarian())
    data = table(HK, {**HK, "citation": "nothing"}).data
    page = client.post(address, {"upload": SimpleUploadedFile("j.jsonl", data)}).content.decode()
    assert Judgment.objects.count() == 1 and "<td>2</td>" in page
    people.sign_in(client, people.clerk_a())
    assert client.get(address).status_code in {302, 404}


@pytest.mark.django_db
def test_the_command_reports_and_ends_with_1_when_a_line_was_refused(tmp_path: Path) -> None:
    path = tmp_path / "j.jsonl"
    path.write_bytes(table(HK, {**HK, "citation": "nothing"}).data)
    out = StringIO()
    with pytest.raises(SystemExit):
        call_command("import_judgments", str(path), "--json", stdout=out, stderr=StringIO())
    report = json.loads(out.getvalue())["files"][str(path)]
    assert (report["new"], report["refused"][0]["line"]) == (1, 2)


IDS = [
    ("hk:neutral:hkldt:2022:20", "[2022] HKLdT 20", "hkldt"),
    ("hk:neutral:hkcfa:2022:20", "[2022] HKCFA 20", "hkcfa"),
    ("hk:action:hcal:2021:473", "HCAL 473/2021", "hcal"),
    ("mo:case:tsi:642:2017:a", "642/2017/A", "tsi"),
    ("mo:case:tui:138:2019", "138/2019", "tui"),
    ("mo:case:tjb:cv3:17:0178:ceo:a", "CV3-17-0178-CEO-A", "tjb"),
    ("mo:case:tjb:cv3:17:0178:ceo", "CV3-17-0178-CEO", "tjb"),
    ("cn:case:2019:粤0391民初:4486", "（2019）粤0391民初4486号", "粤0391"),
    ("cn:case:2021:最高法商初:7", "（2021）最高法商初7号", "最高法"),
    ("cn:case:2021:鑫01民龘:7", "（2021）鑫01民龘7号", "鑫01"),
    ("cn:case:2021:x:7", "（2021）x7号", None),
    ("mo:case:*:1:2019", "mo:case:*:1:2019", None),
    ("hk:report:hklrd:2003:3:201", "hk:report:hklrd:2003:3:201", None),
]


@pytest.mark.parametrize(("citation_id", "number", "court"), IDS)
def test_an_id_gives_the_record_its_fields_and_its_number(
    citation_id: str, number: str, court: str | None
) -> None:
    found = docket(citation_id)
    assert (found.court if found else None) == court and shown_number(citation_id) == number
    assert found is None or found.slug.isascii()
