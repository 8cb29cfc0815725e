"""What a text is worth is what the copy is worth that it was read from: no import speaks for the texts of another."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db.models import F
from django.test import Client
from django.utils import translation

from foreign_law.actions.ascertainment.pins import pin
from foreign_law.documents.downloads import Notices, _provision
from foreign_law.importers.report import Report
from foreign_law.management.commands import import_law as command
from foreign_law.models import (
    Authenticity,
    Expression,
    HeldVersion,
    LawEvent,
    Provision,
    ProvisionVersion,
    Sighting,
    Source,
)
from foreign_law.queries.reading import provision_at
from foreign_law.queries.redistribution import Permissions
from foreign_law.queries.works import work_at
from foreign_law.rules.ascertainment import lifecycle
from foreign_law.rules.validity import Seen, joins, proves
from tests.factories import ascertainment as law
from tests.foreign_law.test_akoma_ntoso import emptied, exported

pytestmark = pytest.mark.django_db
Import = Callable[..., Report]
OLD, MIDDLE, NEW = date(2010, 1, 1), date(2012, 6, 1), date(2015, 3, 1)
OFFICIAL = "https://bo.io.gov.mo/bo/i/2009/12/lei907.asp"


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def copies(import_paths: Import, samples: Path, tmp_path: Path) -> dict[date, Path]:
    """What the library would export of each day in English, as files that anybody could have written; nothing is held."""
    import_paths(samples / "hk")
    files = {}
    for day in (OLD, NEW):
        files[day] = tmp_path / f"{day}.xml"
        files[day].write_bytes(exported("hk/cap-9001", "en", day))
    emptied()
    return files


def original(samples: Path, day: date) -> Path:
    (found,) = (samples / "hk").glob(f"cap_9001_{day:%Y%m%d}000000_en_*.xml")
    return found


def shown(day: date | None, key: str = "s2") -> str:
    """What the reading of a provision calls its English text."""
    work = work_at("hk", "cap-9001")
    assert work is not None
    reading = provision_at(work, key, on=day, language="en")
    assert reading is not None and reading.version is not None
    return reading.version.authenticity


def no_text_is_called_more_than_its_copies() -> bool:
    """Every living text bears the worth of each living file that shows it, and comes from one of them."""
    living = Sighting.objects.filter(version__superseded_at=None, held_version__superseded_at=None)
    return not living.exclude(version__authenticity=F("held_version__authenticity")).exists()


def test_the_publishers_file_raises_the_text_of_its_own_date_and_no_other(
    client: Client, import_paths: Import, samples: Path, copies: dict[date, Path]
) -> None:
    assert import_paths(*copies.values()).refused == []
    assert {shown(OLD), shown(NEW), shown(None)} == {"convenience"}
    told = LawEvent.objects.count()
    report = import_paths(original(samples, NEW))
    assert report.refused == [] and report.held == 1
    assert (shown(OLD), shown(NEW), shown(None)) == ("convenience", "authentic", "authentic")
    assert no_text_is_called_more_than_its_copies()
    assert LawEvent.objects.count() == told  # the same words in a better copy are no change of the law
    for day, worth in ((OLD, "convenience"), (NEW, "authentic")):
        page = client.get(f"/en/law/hk/cap-9001/s2/?on={day}").content.decode()
        assert (str(Authenticity.AUTHENTIC.label) in page) == (worth == "authentic")
        assert (str(Authenticity.CONVENIENCE.label) in page) == (worth == "convenience")
        said = client.get(f"/api/v1/law/hk/cap-9001/s2?on={day}&lang=en").json()["text"]
        assert said["authenticity"] == worth
        document = client.get(f"/api/v1/law/hk/cap-9001/akn?on={day}&lang=en").content
        assert f'authenticity="{worth}"'.encode() in document
        authoritative = b'<FRBRauthoritative value="true"/>' in document
        assert authoritative == (worth == "authentic")
    (title,) = client.get("/api/v1/law/hk/cap-9001").json()["expressions"]
    assert title["authenticity"] == "authentic"
    held = client.get("/en/law/hk/cap-9001/").content.decode()
    assert "Convenience copy · " in held and "Authentic text · " in held


def test_a_text_comes_with_the_file_that_gives_it_its_worth(
    import_paths: Import, samples: Path, copies: dict[date, Path]
) -> None:
    import_paths(*copies.values())
    import_paths(original(samples, NEW))
    source = Source.objects.get(file_name=original(samples, NEW).name)
    texts = ProvisionVersion.objects.filter(superseded_at=None, authenticity="authentic")
    assert set(texts.values_list("source", flat=True)) == {source.pk}
    assert texts.count() == Sighting.objects.filter(held_version__source=source).count()


def test_a_citation_is_pinned_with_the_worth_of_the_copy_shown_and_so_is_a_line_of_the_downloads(
    import_paths: Import, samples: Path, copies: dict[date, Path]
) -> None:
    import_paths(*copies.values())
    import_paths(original(samples, NEW))
    material = law.a_material(law.a_request(lifecycle.ROUTING), with_law=False)
    provision = Provision.objects.get(key="s2")
    for number, (day, worth) in enumerate(((OLD, "convenience"), (NEW, "authentic")), 1):
        cited = material.cited.create(
            number=number, kind="legislation", citation="Cap. 9001 s. 2", on_date=day, provision=provision
        )
        (pinned,) = pin(cited)
        assert pinned.authenticity == worth and pinned.version is not None
        line = _provision(pinned.version, Permissions(), Notices())
        assert line["authenticity"] == worth


def test_an_earlier_file_of_the_publisher_is_not_stretched_by_a_later_copy(
    import_paths: Import, samples: Path, copies: dict[date, Path]
) -> None:
    """The copy of 2015 says that a text stands since long; only days that the publisher's files prove are authentic."""
    import_paths(copies[NEW])
    assert import_paths(original(samples, OLD), original(samples, MIDDLE)).refused == []
    assert (shown(OLD, "s1"), shown(NEW, "s1")) == ("authentic", "convenience")
    assert no_text_is_called_more_than_its_copies()
    ends = ProvisionVersion.objects.filter(superseded_at=None, authenticity="authentic")
    assert not ends.filter(valid_to=None).exists() and not ends.filter(latest=True).exists()


def test_no_copy_comes_in_once_the_publishers_file_is_held(
    import_paths: Import, samples: Path, copies: dict[date, Path]
) -> None:
    import_paths(copies[OLD])
    import_paths(original(samples, NEW))
    for file in copies.values():
        report = import_paths(file)
        again = file == copies[OLD]
        assert (report.unchanged, len(report.refused)) == ((1, 0) if again else (0, 1))
    assert (shown(OLD), shown(NEW)) == ("convenience", "authentic")


def test_whoever_vouches_later_for_the_same_bytes_raises_that_copy_alone(
    import_paths: Import, copies: dict[date, Path]
) -> None:
    import_paths(*copies.values())
    assert import_paths(copies[NEW]).unchanged == 1 and shown(NEW) == "convenience"
    report = import_paths(copies[NEW], trusted=True)
    assert (report.unchanged, report.refused) == (0, [])
    assert (shown(OLD), shown(NEW)) == ("convenience", "authentic")
    assert import_paths(copies[NEW], trusted=True).unchanged == 1
    # nor does it fall again by an import in which nobody vouches
    assert import_paths(copies[NEW]).unchanged == 1 and shown(NEW) == "authentic"
    assert no_text_is_called_more_than_its_copies()
    standing = HeldVersion.objects.filter(held_date=NEW).values_list("authenticity", "superseded_at")
    assert sorted((worth, gone is None) for worth, gone in standing) == [
        ("authentic", True), ("convenience", False),
    ]  # fmt: skip


def test_a_page_of_macao_is_raised_by_the_address_it_came_from(
    samples: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "index_now", lambda *, at: 0)
    page = str(samples / "macao_html" / "lei907.html")

    def brought_in(*arguments: str) -> set[tuple[str, str]]:
        call_command("import_law", page, *arguments, stdout=StringIO(), stderr=StringIO())
        texts = ProvisionVersion.objects.filter(superseded_at=None)
        return set(texts.values_list("authenticity", "source__address"))

    assert brought_in() == {("convenience", "")}
    assert brought_in(f"--address={OFFICIAL}") == {("official", OFFICIAL)}
    assert brought_in() == {("official", OFFICIAL)}
    assert HeldVersion.objects.filter(superseded_at=None).count() == Expression.objects.count()


def test_the_language_whose_copy_is_worth_more_is_read_first(
    client: Client, import_paths: Import, samples: Path, copies: dict[date, Path]
) -> None:
    import_paths(copies[NEW], samples / "hk" / "cap_9001_20150301000000_zh-Hant-HK_c.xml")
    assert client.get("/api/v1/law/hk/cap-9001/s2").json()["language"] == "zh-hant"
    import_paths(original(samples, NEW))
    assert client.get("/api/v1/law/hk/cap-9001/s2").json()["language"] == "en"


def test_files_of_different_worth_prove_the_same_text_and_share_no_row() -> None:
    earlier, later = Seen(OLD, OLD, "x", "1", "convenience"), Seen(NEW, OLD, "x", "2", "authentic")
    assert proves(earlier, later) and not joins(earlier, later)
    assert joins(earlier, Seen(NEW, OLD, "x", "2", "convenience"))
    assert not joins(None, later) and not joins(earlier, None)
