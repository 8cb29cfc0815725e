"""Files, folders, archives; refusals by name, skips counted, exit status; the term base."""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command

from foreign_law.actions.terms import load_terms
from foreign_law.importers import archive, hardened
from foreign_law.importers.report import Report
from foreign_law.management.commands import import_law as command
from foreign_law.models import Concept, ConceptForm, Instrument
from foreign_law.queries.terms import term_forms
from portal.audit.actors import Actor, system_actor
from portal.audit.models import Event

Import = Callable[..., Report]
AT = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)


@pytest.fixture
def no_index(monkeypatch: pytest.MonkeyPatch) -> None:
    """The index has tests of its own."""
    monkeypatch.setattr(command, "index_now", lambda *, at: 0)


def run(*arguments: str) -> tuple[int, str]:
    out = StringIO()
    try:
        call_command("import_law", *arguments, stdout=out, stderr=StringIO())
    except SystemExit as stop:
        return int(str(stop.code)), out.getvalue()
    return 0, out.getvalue()


def test_named_files_that_are_unfit_are_refused_by_name_and_the_others_go_in(
    import_paths: Import, samples: Path
) -> None:
    unfit = sorted((samples / "unfit").iterdir())
    good = samples / "hk" / "cap_9001_20100101000000_en_p.xml"
    report = import_paths(*unfit, good, "/nowhere/missing.xml")
    reasons = {Path(refusal["file"]).name: refusal["reason"] for refusal in report.refused}
    assert set(reasons) == {path.name for path in unfit} | {"missing.xml"}
    assert "not of the HKLM schema" in reasons["other_kind.xml"]
    assert "does not open with the name" in reasons["notes.txt"]
    assert "there is no such file" in reasons["missing.xml"]
    assert report.files == 1 and Instrument.objects.count() == 1


def test_in_a_folder_files_of_other_kinds_are_skipped_and_damaged_ones_refused(
    import_paths: Import, samples: Path
) -> None:
    report = import_paths(samples / "unfit")
    refused = {Path(refusal["file"]).name for refusal in report.refused}
    assert refused == {
        "entity_bomb.xml", "external_entity.xml", "malformed.xml", "no_date.xml", "acordao-without-court.txt",
    }  # fmt: skip
    assert report.skipped == 3


def test_archive_is_read_without_unpacking_to_disk(
    import_paths: Import, samples: Path, tmp_path: Path
) -> None:
    packed = tmp_path / "hkel_p_leg_cap_1_cap_300_en.zip"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as bundle:
        for path in sorted((samples / "hk").iterdir()):
            bundle.write(path, f"texts/{path.name}")
        bundle.write(path, f"../../astray-{path.name}")
        bundle.writestr("readme.md", "other kind")
        bundle.writestr("bomb.xml", (samples / "unfit" / "entity_bomb.xml").read_text("utf-8"))
    report = import_paths(packed)
    assert report.files == 5 and report.skipped == 1
    refused = [(one["file"].rsplit("!", 1)[1], one["why"]["code"]) for one in report.refused]
    assert refused == [(f"../../astray-{path.name}", "member_astray"), ("bomb.xml", "declares_entities")]
    assert sorted(path.name for path in tmp_path.iterdir()) == [packed.name]


def test_damaged_archive_is_refused(import_paths: Import, tmp_path: Path) -> None:
    broken = tmp_path / "broken.zip"
    broken.write_bytes(b"PK\x03\x04 this is no archive")
    assert "cannot be read" in import_paths(broken).refused[0]["reason"]


def test_archive_member_compressed_beyond_reason_is_refused(import_paths: Import, tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as bundle:
        bundle.writestr("zeros.xml", "<a>" + " " * 8_000_000)
    assert "beyond reason" in import_paths(bomb).refused[0]["reason"]


def test_archive_that_unpacks_to_too_much_is_refused(
    import_paths: Import, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "MAX_MEMBERS", 2)
    many = tmp_path / "many.zip"
    with zipfile.ZipFile(many, "w") as bundle:
        for number in range(3):
            bundle.writestr(f"{number}.xml", "<a/>")
    assert "more than is allowed" in import_paths(many).refused[0]["reason"]


def test_oversized_file_is_refused_before_it_is_read(
    import_paths: Import, samples: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hardened, "MAX_BYTES", 1000)
    report = import_paths(samples / "hk" / "cap_9001_20100101000000_en_p.xml")
    assert report.refused[0]["reason"] == "the file is larger than 1000 bytes"


def test_pipe_is_refused_and_never_waited_for(import_paths: Import, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.xml"
    os.mkfifo(pipe)
    assert import_paths(pipe).refused[0]["reason"] == "it is not a regular file"
    assert import_paths(tmp_path).skipped == 1


def test_wanted_format_is_obeyed(import_paths: Import, samples: Path) -> None:
    text, xml = samples / "macao" / "lei-901-2031.pt.txt", samples / "hk" / "cap_9001_20100101000000_en_p.xml"
    assert len(import_paths(text, wanted="hklm").refused) == 1
    assert "not a Macao text" in import_paths(xml, wanted="macao").refused[0]["reason"]
    assert import_paths(text, wanted="macao").files == 1


def test_command_reports_and_says_when_nothing_changed(db: None, no_index: None, samples: Path) -> None:
    status, said = run(str(samples / "hk"))
    assert status == 0 and "Instruments: 1, of them new: 1" in said
    status, said = run(str(samples / "hk"))
    assert status == 0 and "No change" in said


def test_command_ends_with_status_one_when_a_file_was_refused(
    db: None, no_index: None, samples: Path
) -> None:
    status, said = run(str(samples / "unfit" / "malformed.xml"), str(samples / "hk"), "--json")
    report = json.loads(said)
    assert status == 1 and report["instruments"] == 1 and report["changed"]
    assert report["refused"][0]["file"].endswith("malformed.xml")


def test_definitions_feed_the_term_base_once(import_paths: Import, samples: Path) -> None:
    import_paths(samples / "hk")
    forms = ConceptForm.objects.filter(concept__slug="hk:cap:9001:lantern").order_by("language")
    assert [(form.language, form.text, form.status) for form in forms] == [
        ("en", "lantern", "official"), ("zh-hans", "灯笼", "official"), ("zh-hant", "燈籠", "official"),
    ]  # fmt: skip
    assert forms[0].source == "Cap. 9001, s. 2"


def test_glossary_is_loaded_once_and_recorded(db: None) -> None:
    actor = system_actor("seed_terms")
    assert load_terms(actor=actor, at=AT) > 300
    assert load_terms(actor=actor, at=AT) == 0
    assert Concept.objects.filter(origin="glossary").count() >= 300
    assert Event.objects.filter(act="foreign_law.terms_loaded").count() == 1
    assert all(form.degree != "none" and form.text for form in term_forms())


def test_seed_command_says_when_nothing_changed(db: None) -> None:
    out = StringIO()
    call_command("seed_terms", stdout=out)
    call_command("seed_terms", stdout=out)
    assert out.getvalue().splitlines()[1] == "No change."


def test_stranger_may_not_load_the_glossary(db: None) -> None:
    with pytest.raises(PermissionDenied):
        load_terms(actor=Actor(key="user:1", roles=frozenset({"party"})), at=AT)
