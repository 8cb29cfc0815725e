"""Versions and their proved dates: nothing bridged, nothing overwritten, a later file re-cuts (Cap. 9001)."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from foreign_law.actions.deposit import deposit
from foreign_law.importers import hklm
from foreign_law.importers.parsed import Received
from foreign_law.importers.report import Report
from foreign_law.models import HeldVersion, IndexTask, Instrument, Provision, ProvisionVersion, Sighting
from foreign_law.queries.history import changed_provisions, compare, timeline
from foreign_law.queries.reading import contents_at, provision_at
from foreign_law.queries.works import holdings, work_at
from portal.audit.actors import Actor
from portal.audit.models import Event

Import = Callable[..., Report]
AT = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
FIRST, SECOND, THIRD = "2010-01-01", "2012-06-01", "2015-03-01"


def sample(samples: Path, day: str, mark: str = "p", language: str = "en") -> Path:
    return samples / "hk" / f"cap_9001_{day.replace('-', '')}000000_{language}_{mark}.xml"


def ranges(key: str) -> list[tuple[str, str | None]]:
    rows = ProvisionVersion.objects.filter(provision__key=key, expression__language="en", superseded_at=None)
    return [(str(v.valid_from), v.valid_to and str(v.valid_to)) for v in rows.order_by("valid_from")]


def work() -> Instrument:
    found = work_at("hk", "cap-9001")
    assert found is not None
    return found


def test_text_is_proved_for_its_own_date_and_back_to_its_version_date(
    import_paths: Import, samples: Path
) -> None:
    import_paths(sample(samples, SECOND))
    assert ranges("s2") == [("2010-01-01", "2012-06-02")]
    assert ranges("sch1_s1") == [("2012-05-05", "2012-06-02")]
    assert ranges("s6") == [("2012-06-01", "2012-06-02")]


def test_equal_text_is_one_version_where_the_later_file_proves_it(
    import_paths: Import, samples: Path
) -> None:
    import_paths(sample(samples, FIRST), sample(samples, SECOND))
    assert ranges("s2") == [("2010-01-01", "2012-06-02")]
    assert ranges("s6") == [("2010-01-01", "2010-01-02"), ("2012-06-01", "2012-06-02")]


def test_hole_between_held_files_is_shown_and_not_bridged(import_paths: Import, samples: Path) -> None:
    import_paths(sample(samples, FIRST), sample(samples, THIRD, "c"))
    assert ranges("s2") == [("2010-01-01", "2010-01-02"), ("2014-06-01", None)]
    spans = timeline(work(), "s2", language="en")
    assert [(span.kind, str(span.valid_from)) for span in spans] == [
        ("text", "2010-01-01"), ("not-held", "2010-01-02"), ("text", "2014-06-01"),
    ]  # fmt: skip
    reading = provision_at(work(), "s2", on=date(2013, 1, 1), language="en")
    assert reading is not None and reading.outcome == "not-held" and reading.version is None
    assert reading.before is not None and "paper" in reading.before.text
    assert reading.after is not None and reading.after.valid_from == date(2014, 6, 1)
    assert reading.held_dates == [date(2010, 1, 1), date(2015, 3, 1)]


def test_later_import_of_an_older_file_cuts_the_ranges_anew(import_paths: Import, samples: Path) -> None:
    import_paths(sample(samples, THIRD, "c"))
    import_paths(sample(samples, FIRST))
    before = ranges("s2")
    import_paths(sample(samples, SECOND))
    assert before == [("2010-01-01", "2010-01-02"), ("2014-06-01", None)]
    assert ranges("s2") == [("2010-01-01", "2012-06-02"), ("2014-06-01", None)]


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0), (2, 0, 1)])
def test_order_of_import_makes_no_difference(
    import_paths: Import, samples: Path, order: tuple[int, ...]
) -> None:
    files = [sample(samples, FIRST), sample(samples, SECOND), sample(samples, THIRD, "c")]
    for position in order:
        import_paths(files[position])
    assert ranges("s2") == [("2010-01-01", "2012-06-02"), ("2014-06-01", None)]
    assert ranges("s4") == [("2010-01-01", "2012-06-02")]
    assert ranges("s1") == [("2010-01-01", None)]
    latest = ProvisionVersion.objects.filter(latest=True).values_list("provision__key", flat=True)
    assert "s4" not in latest and "s1" in latest


def test_past_and_unmarked_files_are_never_current_law(
    import_paths: Import, samples: Path, tmp_path: Path
) -> None:
    unmarked = tmp_path / "renamed.xml"
    unmarked.write_bytes(sample(samples, THIRD, "c").read_bytes())
    import_paths(sample(samples, SECOND), unmarked)
    assert not ProvisionVersion.objects.filter(valid_to=None).exists()
    reading = provision_at(work(), "s1", on=date(2020, 1, 1), language="en")
    assert reading is not None and reading.outcome == "not-held"


def test_current_file_that_becomes_past_closes_its_ranges(
    import_paths: Import, samples: Path, tmp_path: Path
) -> None:
    import_paths(sample(samples, THIRD, "c"))
    past = tmp_path / "cap_9001_20150301000000_en_p.xml"
    past.write_bytes(sample(samples, THIRD, "c").read_bytes())
    report = import_paths(past)
    assert report.changed and report.versions == 0
    assert ranges("s1") == [("2010-01-01", "2015-03-02")]
    assert import_paths(sample(samples, THIRD, "c")).changed is False


def test_provision_missing_from_a_later_file_ends_where_it_was_last_seen(
    import_paths: Import, samples: Path
) -> None:
    import_paths(sample(samples, SECOND), sample(samples, THIRD, "c"))
    assert ranges("s4") == [("2010-01-01", "2012-06-02")]
    reading = provision_at(work(), "s4", on=None, language="en")
    assert reading is not None and reading.outcome == "no-longer" and reading.before is not None
    assert [span.kind for span in timeline(work(), "s4", language="en")] == ["text", "not-held", "absent"]


def test_text_in_between_splits_a_version(import_paths: Import, samples: Path, tmp_path: Path) -> None:
    """The file of 2012 claims its text since 2010; a file of 2011 shows another: both are shown, with a warning."""
    import_paths(sample(samples, FIRST), sample(samples, SECOND))
    between = tmp_path / "cap_9001_20110301000000_en_p.xml"
    text = sample(samples, FIRST).read_text("utf-8").replace("2010-01-01</dc:date>", "2011-03-01</dc:date>")
    between.write_text(text.replace("a lamp of paper", "a lamp of glass"), encoding="utf-8")
    report = import_paths(between)
    assert ranges("s2") == [
        ("2010-01-01", "2010-01-02"), ("2011-03-01", "2011-03-02"), ("2012-06-01", "2012-06-02"),
    ]  # fmt: skip
    assert any("reaches back over a held file" in warning["text"] for warning in report.warnings)
    assert Sighting.objects.filter(provision__key="s2").count() == 3


def test_corrected_file_of_the_same_date_supersedes_and_both_are_kept(
    import_paths: Import, samples: Path, tmp_path: Path
) -> None:
    import_paths(sample(samples, FIRST))
    corrected = tmp_path / sample(samples, FIRST).name
    corrected.write_text(sample(samples, FIRST).read_text("utf-8").replace("$10", "$11"), encoding="utf-8")
    report = import_paths(corrected)
    assert any("supersedes" in warning["text"] for warning in report.warnings)
    assert HeldVersion.objects.count() == 2 and HeldVersion.objects.filter(superseded_at=None).count() == 1
    reading = provision_at(work(), "s4", on=date(2010, 1, 1), language="en")
    assert reading is not None and reading.version is not None and "$11" in reading.version.text
    assert ProvisionVersion.objects.filter(provision__key="s4").exclude(superseded_at=None).count() == 1


def test_renumbered_section_remembers_its_former_number(
    import_paths: Import, samples: Path, tmp_path: Path
) -> None:
    import_paths(sample(samples, FIRST))
    renumbered = tmp_path / "cap_9001_20160101000000_en_p.xml"
    text = sample(samples, FIRST).read_text("utf-8").replace("2010-01-01</dc:date>", "2016-01-01</dc:date>")
    renumbered.write_text(text.replace('temporalId="s4"', 'temporalId="s4A"'), encoding="utf-8")
    import_paths(renumbered)
    later = Provision.objects.select_related("formerly").get(key="s4A")
    assert later.formerly is not None and later.formerly.key == "s4"


def test_second_run_changes_nothing(import_paths: Import, samples: Path) -> None:
    import_paths(samples / "hk")
    counts = [m.objects.count() for m in (Provision, ProvisionVersion, Sighting, IndexTask, Event)]
    report = import_paths(samples / "hk")
    assert not report.changed and report.unchanged == 5
    assert counts == [m.objects.count() for m in (Provision, ProvisionVersion, Sighting, IndexTask, Event)]


def test_file_that_breaks_off_leaves_nothing(import_paths: Import, samples: Path) -> None:
    report = import_paths(samples / "unfit" / "malformed.xml")
    assert report.refused and not Instrument.objects.exists() and not IndexTask.objects.exists()


def test_only_a_librarian_may_deposit(db: None, samples: Path) -> None:
    name = sample(samples, FIRST)
    document = hklm.read(Received(name.name, name.read_bytes()))
    with pytest.raises(PermissionDenied):
        deposit(document, actor=Actor(key="user:1", roles=frozenset({"party"})), at=AT)
    assert not Instrument.objects.exists()


def test_deposit_is_recorded_in_the_log(import_paths: Import, samples: Path) -> None:
    import_paths(sample(samples, FIRST))
    event = Event.objects.get(act="foreign_law.deposited")
    assert event.actor_key == "system:import_law" and event.subject_kind == "foreign_law.Expression"


def test_index_tasks_follow_every_change(import_paths: Import, samples: Path) -> None:
    import_paths(sample(samples, THIRD, "c"))
    IndexTask.objects.all().delete()
    import_paths(sample(samples, FIRST))
    tasks = list(IndexTask.objects.filter(uid__startswith="hk/cap-9001/en/s6").values_list("act", "uid"))
    assert tasks == [("upsert", "hk/cap-9001/en/s6@2010-01-01")]
    assert IndexTask.objects.filter(uid="hk/cap-9001/en/s1@2010-01-01").count() == 0


def test_pending_repealed_and_omitted_text_is_kept_and_not_in_force(
    import_paths: Import, samples: Path
) -> None:
    import_paths(sample(samples, THIRD, "c"))
    counted = {
        v.provision.key: v.counts_as_in_force() for v in ProvisionVersion.objects.select_related("provision")
    }
    assert [key for key, counts in sorted(counted.items()) if not counts] == ["s3", "s5", "s6"]


def test_comparison_marks_the_words_that_differ(import_paths: Import, samples: Path) -> None:
    import_paths(samples / "hk")
    compared = compare(work(), "s2", language="en", first=date(2012, 6, 1), second=date(2015, 3, 1))
    assert compared is not None and not compared.same
    changed = [row for row in compared.rows if row.change != "same"]
    assert len(changed) == 1
    assert [text for text, differs in changed[0].left_parts if differs] == ["paper"]
    assert [text for text, differs in changed[0].right_parts if differs] == ["silk"]
    overview = changed_provisions(work(), language="en", first=date(2012, 6, 1), second=date(2015, 3, 1))
    assert {change.key: change.change for change in overview if change.change != "same"} == {
        "s2": "changed", "s4": "removed",
    }  # fmt: skip


def test_contents_say_what_is_held_on_the_date(import_paths: Import, samples: Path) -> None:
    import_paths(samples / "hk")
    contents = contents_at(work(), on=date(2013, 1, 1), language="en")
    assert (contents.exact, contents.held_date) == (False, date(2012, 6, 1))
    held = {entry.key: entry.held for entry in contents.entries if entry.type == "provision"}
    assert held["s1"] and not held["s2"]
    assert contents_at(work(), on=date(2012, 6, 1), language="en").exact
    assert contents_at(work(), on=date(2030, 1, 1), language="en").exact
    assert [str(held.held_date) for held in holdings(work()) if held.expression.language == "en"] == [
        FIRST, SECOND, THIRD,
    ]  # fmt: skip


def test_corrected_file_that_lacks_a_section_takes_its_text_out_of_reading(
    import_paths: Import, samples: Path, tmp_path: Path
) -> None:
    import_paths(sample(samples, FIRST))
    corrected = tmp_path / sample(samples, FIRST).name
    text = sample(samples, FIRST).read_text("utf-8")
    start = text.index('<section id="ID_4"')
    corrected.write_text(text[:start] + text[text.index("</section>", start) + 10 :], encoding="utf-8")
    import_paths(corrected)
    assert ranges("s4") == []
    assert ProvisionVersion.objects.filter(provision__key="s4").count() == 1
    assert IndexTask.objects.filter(act="delete", uid="hk/cap-9001/en/s4@2010-01-01").exists()


def test_section_missing_in_between_splits_its_version(
    import_paths: Import, samples: Path, tmp_path: Path
) -> None:
    import_paths(sample(samples, FIRST), sample(samples, SECOND))
    between = tmp_path / "cap_9001_20110301000000_en_p.xml"
    text = sample(samples, FIRST).read_text("utf-8").replace("2010-01-01</dc:date>", "2011-03-01</dc:date>")
    start = text.index('<section id="ID_4"')
    between.write_text(text[:start] + text[text.index("</section>", start) + 10 :], encoding="utf-8")
    import_paths(between)
    reading = provision_at(work(), "s4", on=date(2011, 3, 1), language="en")
    assert reading is not None and reading.version is None


def test_reading_takes_a_bounded_number_of_queries(
    import_paths: Import,
    samples: Path,
    django_assert_max_num_queries: Callable[[int], AbstractContextManager[object]],
) -> None:
    import_paths(samples / "hk")
    found = work()
    with django_assert_max_num_queries(10):
        provision_at(found, "sch1_s1", on=date(2015, 3, 1), language="en")
    with django_assert_max_num_queries(4):
        contents_at(found, on=date(2015, 3, 1), language="en")
    with django_assert_max_num_queries(3):
        timeline(found, "s2", language="en")
    with django_assert_max_num_queries(7):
        changed_provisions(found, language="en", first=date(2012, 6, 1), second=date(2015, 3, 1))


def test_schedule_is_read_with_its_sections(import_paths: Import, samples: Path) -> None:
    import_paths(sample(samples, SECOND))
    reading = provision_at(work(), "sch1", on=date(2012, 6, 1), language="en")
    assert reading is not None and [child.text for child in reading.children] == ["Round.", "Square."]
    section = provision_at(work(), "sch1_s1", on=date(2012, 6, 1), language=None)
    assert section is not None and section.parent is not None and section.parent.key == "sch1"
    assert section.following is not None and section.following.key == "sch1_s2"
    assert provision_at(work(), "s99", on=None, language="en") is None
    absent = provision_at(work(), "s1", on=None, language="pt")
    assert absent is not None and absent.outcome == "no-text"


def test_database_refuses_an_empty_range_and_a_second_latest_text(
    import_paths: Import, samples: Path
) -> None:
    import_paths(sample(samples, FIRST), sample(samples, THIRD, "c"))
    version = ProvisionVersion.objects.filter(provision__key="s1", expression__language="en").first()
    assert version is not None
    with pytest.raises(IntegrityError), transaction.atomic():
        ProvisionVersion.objects.filter(pk=version.pk).update(valid_to=version.valid_from)
    with pytest.raises(IntegrityError), transaction.atomic():
        ProvisionVersion.objects.filter(provision__key="s2", expression__language="en").update(latest=True)


def test_records_of_the_library_can_not_be_deleted_from_under_others(
    import_paths: Import, samples: Path
) -> None:
    import_paths(sample(samples, FIRST))
    with pytest.raises(ProtectedError):
        work().delete()
