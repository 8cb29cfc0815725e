"""Who cites whom: filled at the deposit, read both ways, kept when the cited place is not held."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from foreign_law.actions.citing import Stated, cite_from_finding
from foreign_law.actions.judgments import record_judgments
from foreign_law.importers.parsed import Received
from foreign_law.models import Citation, Instrument, Judgment, JudgmentText, Provision, ProvisionVersion
from foreign_law.queries import graph
from foreign_law.queries.cited_places import place_cited, targets
from foreign_law.queries.graph import CitingLine, cited_by, cites
from foreign_law.rules.citations import recognise
from portal.audit.actors import system_actor
from tests.factories.ascertainment import a_finding

AT = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
Import = Callable[..., Any]


@pytest.fixture(autouse=True)
def _in_english() -> Any:
    with translation.override("en"):
        yield


def record(*rows: dict[str, Any]) -> None:
    data = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode()
    report = record_judgments(Received("j.jsonl", data), actor=system_actor("import_judgments"), at=AT)
    assert not report.refused


def hong_kong(number: int, *cited: str) -> dict[str, Any]:
    return {
        "jurisdiction": "hk", "citation": f"[2016] HKCFI {number}", "name": f"Re Lantern {number}",
        "link": f"https://example.test/{number}", "cites": list(cited), "date": "2016-04-05",
    }  # fmt: skip


def mainland(number: int, applied: str) -> dict[str, Any]:
    return {
        "jurisdiction": "cn", "citation": f"（2024）粤0391民初{number}号", "court": "虚构法院", "name": f"虚构案{number}",
        "date": "2024-05-06", "applied": [applied], "proposition": "灯笼。", "result": "ascertained",
    }  # fmt: skip


def other_ordinance(samples: Path, folder: Path) -> Path:
    """A second ordinance, Cap. 9002, whose section 1 cites two places of Cap. 9001."""
    text = (samples / "hk" / "cap_9001_20150301000000_en_c.xml").read_text("utf-8")
    text = text.replace("9001", "9002").replace(
        "This Ordinance may be cited as the",
        "Section 2 of the Sample Ordinance (Cap. 9001) and Cap. 7777 go before Lei n.º 901/2031; see the",
    )
    path = folder / "cap_9002_20150301000000_en_c.xml"
    path.write_text(text, "utf-8")
    return path


@pytest.fixture
def library(import_paths: Import, samples: Path, tmp_path: Path) -> None:
    import_paths(samples / "hk", samples / "macao", other_ordinance(samples, tmp_path))
    record(
        hong_kong(1, "considered: Cap. 9001 s. 2", "Cap. 8888"), hong_kong(2, "[2016] HKCFI 1", "Cap. 9001"),
        mainland(3, "Cap. 9001 s. 2 @2015-03-01"),
    )  # fmt: skip


def provision(key: str = "s2", cap: str = "hk:cap:9001") -> Provision:
    return Provision.objects.select_related("instrument").get(instrument__citation_id=cap, key=key)


def test_a_provision_knows_what_cites_it_in_four_groups(library: None) -> None:
    found = cited_by(provision=provision(), language="en")
    assert [(group.name, group.total) for group in found.groups] == [
        ("legislation", 1), ("judgments", 1), ("mainland", 1),
    ]  # fmt: skip
    assert found.legislation.lines[0].path == "hk/cap-9002/s1"
    assert (found.judgments.lines[0].kind, found.judgments.lines[0].title) == ("considered", "Re Lantern 1")
    line = found.mainland.lines[0]
    assert (line.kind, line.fact_date, line.note) == ("applied", date(2015, 3, 1), "灯笼。")


def test_a_work_is_cited_by_others_and_never_by_itself(library: None) -> None:
    found = cited_by(instrument=Instrument.objects.get(citation_id="hk:cap:9001"), language="zh-hant")
    assert [line.path for line in found.legislation.lines] == ["hk/cap-9002/s1"]
    assert found.judgments.total == 2 and found.mainland.total == 1
    inner = Citation.objects.filter(cited_id="mo:lei:900:2030", version__provision__key="art4")
    assert inner.exists(), "the article that amends a law not held is kept as a citation"


def test_what_is_not_held_stays_as_text_and_is_found_once_it_is_held(
    library: None, import_paths: Import, samples: Path, tmp_path: Path
) -> None:
    texts = list(provision("s1", "hk:cap:9002").versions.filter(latest=True))
    lines = {line.citation_id: line for line in cites(versions=texts, language="en")}
    assert lines["hk:cap:9001"].path == "hk/cap-9001/s2" and lines["hk:cap:9001"].key == "s2"
    assert lines["mo:lei:901:2031"].held and not lines["hk:cap:7777"].held
    assert lines["hk:cap:7777"].words == "Cap. 7777"
    text = other_ordinance(samples, tmp_path).read_text("utf-8").replace("9002", "7777")
    (tmp_path / "cap_7777_20150301000000_en_c.xml").write_text(text, "utf-8")
    import_paths(tmp_path / "cap_7777_20150301000000_en_c.xml")
    again = {line.citation_id: line for line in cites(versions=texts, language="en")}
    assert again["hk:cap:7777"].path == "hk/cap-7777"


def test_a_judgment_is_cited_under_each_of_its_names(library: None) -> None:
    record({**hong_kong(1), "action": ["HCAL 90001/2015"]}, hong_kong(4, "HCAL 90001/2015"))
    judgment = Judgment.objects.get(citation_id="hk:neutral:hkcfi:2016:1")
    found = cited_by(judgment=judgment, language="en")
    assert {line.title for line in found.judgments.lines} == {"Re Lantern 2", "Re Lantern 4"}
    place = place_cited("HCAL 90001/2015")
    assert place is not None and place.path == "judgments/hk-neutral-hkcfi-2016-1"
    record({**hong_kong(5), "action": ["HCAL 90001/2015"]})
    assert place_cited("HCAL 90001/2015") is None, "two judgments in one action: the number leads nowhere"


def test_a_macao_case_cited_without_its_court_leads_to_the_only_one(library: None) -> None:
    found = targets([("mo:case:*:901:2031:a", ""), ("mo:case:*:1:1999", "")])
    assert found[("mo:case:*:901:2031:a", "")].path == "judgments/mo-case-tsi-901-2031-a"
    assert len(found) == 1 and targets([]) == {}


def test_superseded_texts_are_history_and_are_not_shown(library: None) -> None:
    Citation.objects.filter(judgment__isnull=False).update(withdrawn_at=AT)
    ProvisionVersion.objects.filter(provision__key="s1", provision__instrument__slug="cap-9002").update(
        superseded_at=AT, latest=False
    )
    assert cited_by(provision=provision(), language="en").total == 0
    assert Citation.objects.filter(cited_id="hk:cap:9001", cited_key="s2").count() >= 3


def test_findings_come_from_their_own_area(library: None, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [CitingLine(f"findings/{n}", f"Finding {n}", "en") for n in range(12)]
    monkeypatch.setattr(
        graph, "FINDING_SOURCES", [lambda target, language: lines if target.provision else []]
    )
    found = cited_by(provision=provision(), language="en", page=2).findings
    assert (found.total, [line.title for line in found.lines]) == (12, ["Finding 10", "Finding 11"])
    finding = a_finding().pk
    stated = Stated("hk:cap:9001", "s2", "Cap. 9001 s. 2", "applied", date(2015, 3, 1))
    assert (cite_from_finding(finding, [stated], at=AT), cite_from_finding(finding, [stated], at=AT)) == (
        1,
        0,
    )
    cite_from_finding(finding, [], at=AT)
    assert Citation.objects.get(finding_id=finding).withdrawn_at == AT


def test_a_finding_whose_judgment_is_not_recorded_is_named_without_a_link(
    client: Client, library: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [CitingLine("", "（2025）粤99民终88号", "zh-hans")]
    monkeypatch.setattr(
        graph, "FINDING_SOURCES", [lambda target, language: lines if target.provision else []]
    )
    page = client.get("/en/law/hk/cap-9001/s2/").content.decode()
    assert "粤99民终88号" in page and "/law//" not in page
    found = client.get("/api/v1/law/hk/cap-9001/s2/citations").json()["findings"]["lines"]
    assert [line["url"] for line in found] == [None]


def test_a_citation_has_exactly_one_citing_side(library: None) -> None:
    row = Citation.objects.filter(version__isnull=False).first()
    assert row is not None
    row.finding = a_finding()
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_questions_stay_few_however_many_cite(library: None) -> None:
    def counted() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            cited_by(provision=provision(), language="en", size=50)
            cites(versions=provision("s1", "hk:cap:9002").versions.all(), language="en")
        return len(queries)

    few = counted()
    record(*[hong_kong(n, "Cap. 9001 s. 2", "Cap. 1 s. 3") for n in range(10, 40)])
    assert counted() == few <= 22


def test_rebuilding_puts_the_graph_in_order_and_leaves_statements_alone(library: None) -> None:
    def rows() -> list[tuple[Any, ...]]:
        return sorted(
            map(
                str,
                Citation.objects.values_list("version", "text", "cited_id", "cited_key", "origin", "words"),
            )
        )

    before = rows()
    Citation.objects.filter(origin="recognised", version__isnull=False).first().delete()  # type: ignore[union-attr]
    version = ProvisionVersion.objects.first()
    Citation.objects.create(version=version, cited_id="hk:cap:5", words="wrong")
    out = StringIO()
    call_command("rebuild_citations", stdout=out, stderr=StringIO())
    assert rows() == before
    assert re.search(r"1 citations added, 1 taken away", out.getvalue())


def test_pages_show_quiet_sections_in_every_language(client: Client, library: None) -> None:
    for code in ("zh-hant", "zh-hans", "pt", "en"):
        for path in ("hk/cap-9001/s2/", "hk/cap-9001/", "judgments/hk-neutral-hkcfi-2016-1/", "judgments/"):
            assert client.get(f"/{code}/law/{path}").status_code == 200
    page = client.get("/en/law/hk/cap-9001/s2/").content.decode()
    for words in ("Cited by legislation", "Cited in judgments", "Applied or cited in Mainland judgments"):
        assert words in page
    page = client.get("/en/law/hk/cap-9002/s1/").content.decode()
    assert "Cap. 7777" in page and "not held" in page


def test_all_citing_places_stand_on_pages_of_their_own(client: Client, library: None) -> None:
    record(*[hong_kong(n, "Cap. 9001 s. 2") for n in range(100, 155)])
    page = client.get("/en/law/citations/hk/cap-9001/s2/?group=judgments&page=2").content.decode()
    assert page.count("Re Lantern") == 6
    assert client.get("/en/law/citations/hk/cap-9001/?group=x&page=zz").status_code == 200
    assert client.get("/en/law/judgments/hk-neutral-hkcfi-2016-1/citations/").status_code == 200
    for missing in ("citations/hk/cap-1/", "citations/hk/cap-9001/s99/", "judgments/hk-none/citations/"):
        assert client.get(f"/en/law/{missing}").status_code == 404


def test_the_api_answers_both_ways(client: Client, library: None) -> None:
    body = client.get("/api/v1/law/hk/cap-9001/s2/citations?lang=en").json()
    assert body["mainland"]["lines"][0]["fact_date"] == "2015-03-01" and body["legislation"]["total"] == 1
    assert body["judgments"]["lines"][0]["url"] == "/en/law/judgments/hk-neutral-hkcfi-2016-1/"
    body = client.get("/api/v1/law/judgments/hk-neutral-hkcfi-2016-1/citations").json()
    cited = {line["citation"]: line for line in body["cites"]}
    assert cited["hk:cap:8888"]["held"] is False and cited["hk:cap:8888"]["url"] is None
    assert cited["hk:cap:9001"]["source"] == "stated"
    assert client.get("/api/v1/law/hk/cap-9001/citations").json()["judgments"]["total"] == 2
    for missing in ("hk/cap-1/citations", "hk/cap-9001/zz/citations", "judgments/hk-x/citations"):
        assert client.get(f"/api/v1/law/{missing}").status_code == 404
    assert client.get("/api/v1/law/hk/cap-9001/s2/citations?page=0").status_code == 422


def test_citations_of_a_judgment_of_200_pages_are_resolved_within_a_second(library: None) -> None:
    page = "Section 2 of the Sample Ordinance (Cap. 9001), [2016] HKCFI 1 and 第901/2031號法律第二條. " * 4
    text = (page + "The lantern was lit. " * 120) * 200
    begun = time.process_time()
    found = recognise(text)
    held = targets({(one.id.lower(), one.provision.lower()) for one in found})
    assert time.process_time() - begun < 3.0, "of the processor; a second on an idle machine"
    assert len(found) == 2400 and len(held) == 3


def test_the_summary_of_a_judgment_cites_too(import_paths: Import, samples: Path, tmp_path: Path) -> None:
    text = (samples / "macao" / "acordao-901-2031.pt.txt").read_text("utf-8")
    path = tmp_path / "acordao.pt.txt"
    path.write_text(text + "\n3. Aplica-se o artigo 2.º da Lei n.º 901/2031.\n", "utf-8")
    import_paths(samples / "macao", path)
    row = Citation.objects.get(judgment__isnull=False, cited_id="mo:lei:901:2031", text__superseded_at=None)
    assert (row.cited_key, row.origin) == ("art2", "recognised")
    assert JudgmentText.objects.filter(superseded_at__isnull=False).exists()
    found = cited_by(provision=provision("art2", "mo:lei:901:2031"), language="pt")
    assert found.judgments.total == 1
