"""What an e-Legislation file says, and what the reader makes of it (fictitious Cap. 9001)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from foreign_law.importers import hklm
from foreign_law.importers.inline import settled
from foreign_law.importers.parsed import ParsedDocument, ParsedProvision, Received, Refused

CURRENT = "cap_9001_20150301000000_en_c.xml"


def opened(
    samples: Path, name: str, data: bytes | None = None
) -> tuple[ParsedDocument, dict[str, ParsedProvision]]:
    received = Received(name, data if data is not None else (samples / "hk" / name).read_bytes())
    document = hklm.read(received)
    return document, {provision.key: provision for provision in document.provisions}


def test_head_gives_work_language_date_and_currency(samples: Path) -> None:
    document, _ = opened(samples, CURRENT)
    assert document.instrument.citation_id == "hk:cap:9001"
    assert document.instrument.slug == "cap-9001"
    assert (document.language, document.authenticity) == ("en", "authentic")
    assert (document.held_date, document.currency) == (date(2015, 3, 1), "current")
    assert document.title == "Sample Ordinance"
    assert document.address == "https://www.elegislation.gov.hk/hk/cap9001!en"


def test_simplified_text_is_a_machine_text(samples: Path) -> None:
    document, _ = opened(samples, "cap_9001_20150301000000_zh-Hans-HK_c.xml")
    assert (document.language, document.authenticity) == ("zh-hans", "machine")


def test_file_without_a_mark_does_not_pass_for_current(samples: Path) -> None:
    data = (samples / "hk" / CURRENT).read_bytes()
    assert opened(samples, "somewhere.xml", data)[0].currency == "unstated"
    inside = Received("a.zip!somewhere.xml", data, archive="hkel_p_leg_cap_1_cap_300_en.zip")
    assert hklm.read(inside).currency == "past"


def test_units_are_sections_schedules_and_the_long_title(samples: Path) -> None:
    _, found = opened(samples, "cap_9001_20100101000000_en_p.xml")
    assert sorted(found, key=lambda key: found[key].order) == [
        "longTitle", "s1", "s2", "s3", "s4", "s5", "s6", "sch1", "sch1_s1", "sch1_s2",
    ]  # fmt: skip
    assert found["sch1_s1"].parent_key == "sch1"
    assert found["sch1"].unit == "schedule"
    assert [node["kind"] for node in found["sch1"].body] == ["note", "table"]
    assert found["sch1"].body[1]["rows"] == [["Kind", "Size"], ["Round", "Small"]]


def test_quoted_sections_are_text_of_the_amending_section(samples: Path) -> None:
    _, found = opened(samples, CURRENT)
    assert "s1A" not in found
    assert "A quoted text.”." in found["s6"].text


def test_start_period_is_inherited_from_the_nearest_division_else_empty(samples: Path) -> None:
    _, found = opened(samples, CURRENT)
    assert found["s3"].start_period == date(2010, 1, 1)
    assert found["sch1_s1"].start_period == date(2012, 5, 5)
    assert found["s6"].start_period is None


def test_status_and_reason_are_kept(samples: Path) -> None:
    _, found = opened(samples, CURRENT)
    assert {key: p.status for key, p in found.items() if p.status != "in-force"} == {
        "s3": "not-yet", "s5": "repealed", "s6": "omitted",
    }  # fmt: skip
    assert found["s6"].reason == "omittedAsSpent"


def test_repeated_ids_are_told_apart_by_defined_term_and_ordinal(samples: Path) -> None:
    _, found = opened(samples, CURRENT)
    anchors = [node["a"] for node in found["s2"].body]
    assert "s2_1_a~lantern" in anchors and "s2_1_a~maker" in anchors
    assert [node["a"] for node in found["s3"].body if node["kind"] == "paragraph"] == [
        "s3_a",
        "s3_b",
        "s3_a~2",
    ]


def test_definitions_share_their_anchor_across_languages(samples: Path) -> None:
    _, english = opened(samples, CURRENT)
    _, chinese = opened(samples, "cap_9001_20150301000000_zh-Hant-HK_c.xml")
    assert {n["a"] for n in english["s2"].body} == {n["a"] for n in chinese["s2"].body}


def test_definitions_give_term_pairs(samples: Path) -> None:
    document, _ = opened(samples, CURRENT)
    assert [pair.forms for pair in document.terms] == [
        (("en", "lantern"), ("zh-hant", "燈籠")),
        (("en", "maker"), ("zh-hant", "製作人")),
    ]


def test_line_break_between_chinese_characters_is_no_space(samples: Path) -> None:
    _, found = opened(samples, "cap_9001_20150301000000_zh-Hant-HK_c.xml")
    assert found["longTitle"].text == "本條例為測試而虛構，關於紙燈籠。"
    assert settled("paper\n  lantern") == "paper lantern"


def test_notes_and_references_are_kept_apart_from_the_words(samples: Path) -> None:
    _, found = opened(samples, CURRENT)
    note = next(node for node in found["s2"].body if node["kind"] == "note")
    assert note["text"] == "(Added 1 of 2010 s. 2)"
    assert "Added 1 of 2010" not in found["s2"].text
    link = next(node for node in found["s6"].body if node.get("links"))
    start, end, href = link["links"][0]
    assert (link["text"][start:end], href) == ("section 1", "/hk/cap9001/s1")


def test_contents_carry_divisions_with_heading_and_status(samples: Path) -> None:
    document, _ = opened(samples, CURRENT)
    division = next(entry for entry in document.outline if entry["id"] == "P2")
    assert (division["num"], division["heading"], division["status"]) == ("Part 2", "Lanterns", "not-yet")
    assert division["notes"][0]["text"] == "(Not yet in operation)"
    assert document.notes[0]["text"] == "[1 January 2010]"


def test_repeated_section_gets_an_ordinal_and_a_warning(samples: Path) -> None:
    data = (samples / "hk" / CURRENT).read_bytes()
    doubled = data.replace(b'temporalId="s5"', b'temporalId="s1"')
    document, found = opened(samples, CURRENT, doubled)
    assert "s1~2" in found
    assert any("s1 stands 2 times" in warning.plain() for warning in document.warnings)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("entity_bomb.xml", "declares a document type"),
        ("external_entity.xml", "declares a document type"),
        ("malformed.xml", "malformed XML"),
        ("no_date.xml", "no version date"),
    ],
)
def test_unfit_files_are_refused_with_the_reason(samples: Path, name: str, reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        list(hklm.read(Received(name, (samples / "unfit" / name).read_bytes())).provisions)


def test_bombs_in_other_encodings_are_refused(samples: Path) -> None:
    text = (samples / "unfit" / "entity_bomb.xml").read_text("utf-8")
    for data in (text.encode("utf-16"), text.replace("1.0", '1.0" encoding="utf-7', 1).encode("utf-7")):
        with pytest.raises(Refused, match="UTF-8"):
            hklm.read(Received("bomb.xml", data))


def test_nesting_without_end_is_refused() -> None:
    deep = "<section>" * 5000
    data = f'<ordinance xmlns="{hklm.NAMESPACE}">{deep}'.encode()
    with pytest.raises(Refused, match="malformed"):
        hklm.read(Received("deep.xml", data))
