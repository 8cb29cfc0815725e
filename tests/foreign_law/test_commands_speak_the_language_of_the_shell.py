"""The commands that bring in law tell warnings and refusals in the language of the shell, else in English."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from foreign_law.importers.collected import ArchiveResult, Collected
from foreign_law.importers.report import Report
from foreign_law.management.commands import import_law as command
from foreign_law.management.telling import OUTCOMES, collected_lines, report_lines, whole
from foreign_law.queries.refusals import sentence
from foreign_law.rules.refusals import WORDS, reason
from i18n import languages

pytestmark = pytest.mark.django_db
VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
REFUSED = {
    "zh_CN.UTF-8": "不予接收：{file}：",
    "pt_PT.UTF-8": "Recusado: {file}: ",
    "C.UTF-8": "Refused: {file}: ",
}
CLAIMS = {
    "zh_CN.UTF-8": "警告：",
    "zh_HK.UTF-8": "警告：",
    "pt_PT.UTF-8": "Aviso: ",
    "fr_FR.UTF-8": "Warning: ",
}


@pytest.fixture(autouse=True)
def no_index(monkeypatch: pytest.MonkeyPatch) -> None:
    """The index has tests of its own."""
    monkeypatch.setattr(command, "index_now", lambda *, at: 0)


def spoken(monkeypatch: pytest.MonkeyPatch, **shell: str) -> None:
    """The shell asks for this and nothing else."""
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    for name, value in shell.items():
        monkeypatch.setenv(name, value)


def said(*arguments: str) -> str:
    out = StringIO()
    try:
        call_command("import_law", *arguments, stdout=out, stderr=StringIO())
    except SystemExit:
        return out.getvalue()
    return out.getvalue()


@pytest.mark.parametrize(
    ("shell", "code"),
    [
        ({}, "en"), ({"LANG": "C.UTF-8"}, "en"), ({"LANG": "fr_FR"}, "en"), ({"LANG": "zh_CN.UTF-8"}, "zh-hans"),
        ({"LANG": "zh_HK.UTF-8"}, "zh-hant"), ({"LANG": "zh_MO"}, "zh-hant"), ({"LANG": "zh_TW@x"}, "zh-hant"),
        ({"LANG": "zh_SG"}, "zh-hans"), ({"LANG": "zh"}, "zh-hans"), ({"LANG": "pt_BR.UTF-8"}, "pt"),
        ({"LANG": "zh_Hant_CN"}, "zh-hant"), ({"LANGUAGE": "fr:pt:en", "LANG": "zh_CN"}, "pt"),
        ({"LC_ALL": "pt_PT", "LANG": "zh_CN"}, "pt"), ({"LC_MESSAGES": "en_GB", "LANG": "zh_CN"}, "en"),
        ({"LC_ALL": "C", "LANG": "zh_CN"}, "en"), ({"LC_ALL": "", "LANG": "zh_CN"}, "zh-hans"),
    ],
)  # fmt: skip
def test_the_shell_is_read_as_gettext_reads_it(shell: dict[str, str], code: str) -> None:
    assert languages.of_shell(shell) == code


@pytest.mark.parametrize("locale", sorted(REFUSED))
def test_a_refusal_is_told_in_the_language_of_the_shell(
    monkeypatch: pytest.MonkeyPatch, samples: Path, locale: str
) -> None:
    file = str(samples / "unfit" / "malformed.xml")
    spoken(monkeypatch, LANG=locale)
    first = said(file).splitlines()[0]
    code = languages.of_shell({"LANG": locale})
    with translation.override(code):
        told = sentence(reason("malformed", line=_line(first)))
    label = REFUSED[locale].partition("{file}")[0]
    assert first.startswith(f"{label}{file}") and told in first


def _line(told: str) -> str:
    """The number of the line that the sentence names."""
    return next(
        part for part in "".join(c if c.isdigit() else " " for c in told.rsplit("xml", 1)[-1]).split()
    )


@pytest.mark.parametrize("locale", sorted(CLAIMS))
def test_a_warning_is_told_in_the_language_of_the_shell(
    monkeypatch: pytest.MonkeyPatch, samples: Path, locale: str
) -> None:
    spoken(monkeypatch, LANG=locale)
    page = str(samples / "macao_html" / "lei909-wrongly-declared.html")
    told = said(page).splitlines()[0]
    with translation.override(languages.of_shell({"LANG": locale})):
        words = sentence(reason("page_declares", declared="utf-8", encoding="cp1252"))
    assert told.startswith(CLAIMS[locale]) and told.endswith(words)
    assert (words == "the page declares utf-8, but is written in cp1252") == (locale == "fr_FR.UTF-8")


def test_what_machines_read_is_the_same_in_every_language(
    monkeypatch: pytest.MonkeyPatch, samples: Path
) -> None:
    reports = []
    for locale in REFUSED:
        spoken(monkeypatch, LANG=locale)
        reports.append(json.loads(said(str(samples / "unfit" / "malformed.xml"), "--json")))
    assert reports[0]["refused"][0]["why"]["code"] == "malformed"
    assert reports[0] == reports[1] == reports[2]


@pytest.mark.parametrize("locale", ["zh_CN", "pt_PT"])
def test_an_order_that_cannot_be_carried_out_is_refused_in_that_language(
    monkeypatch: pytest.MonkeyPatch, samples: Path, locale: str
) -> None:
    spoken(monkeypatch, LANG=locale)
    with pytest.raises(CommandError) as stop:
        call_command("import_law", str(samples), "--address=https://a.example/", stdout=StringIO())
    assert "name one" not in str(stop.value)
    with pytest.raises(CommandError) as stop:
        call_command("fetch_law", "hk", "--from=ftp://a.example/", "--dry-run", stdout=StringIO())
    assert "ftp://a.example/" in str(stop.value) and "address" not in str(stop.value)


@pytest.mark.parametrize("locale", ["zh_CN", "zh_HK", "pt_PT", "en_GB"])
def test_what_cannot_be_written_out_is_told_in_that_language(
    monkeypatch: pytest.MonkeyPatch, locale: str
) -> None:
    spoken(monkeypatch, LANG=locale)
    with translation.override(languages.of_shell({"LANG": locale})):
        words = [
            translation.gettext("“%(work)s” is not held.") % {"work": "hk/cap-1"},
            translation.gettext("“%(text)s” is no date such as 2022-10-01.") % {"text": "2022-13-01"},
        ]
    for arguments, expected in ((["hk/cap-1"], words[0]), (["hk/cap-1", "--on=2022-13-01"], words[1])):
        with pytest.raises(CommandError) as stop:
            call_command("export_law", *arguments, stdout=StringIO())
        assert str(stop.value) == expected


@pytest.mark.parametrize("code", languages.CODES)
def test_every_line_of_the_reports_has_words(code: str) -> None:
    report = Report(indexed=3)
    report.warnings.append({"file": "a", "text": "x", "why": reason("summary_superseded").as_json()})
    report.refuse("b", reason("database", detail="DataError"))
    archives = [ArchiveResult("c", name, reason("timed_out"), "d" * 64, 7) for name in OUTCOMES]
    collected = Collected("https://a.example/", archives=archives, indexed=3)
    collected.add(report, Path("/x"))
    with translation.override("en"):
        english = [*report_lines(report), *collected_lines(collected)]
    with translation.override(code):
        lines = [*report_lines(report), *collected_lines(collected)]
        assert whole(reason("database", detail="DataError")).endswith(": DataError")
    assert len(lines) == len(english)
    same = [line for line in lines if line in english]
    assert same == (english if code == "en" else [])
    assert "summary_superseded" in WORDS
