"""Every message exists in every language, with the same placeholders; no Chinese in Portuguese."""

from __future__ import annotations

import re
import shutil
from io import StringIO

import polib
import pytest
from django.conf import settings
from django.core.management import call_command

from i18n import languages
from tests.support.sources import PACKAGES, ROOT, python_files

NAMED = re.compile(r"%\((\w+)\)[sd]|\{(\w+)\}")
UNNAMED = re.compile(r"(?<!%)%(?:\d+\$)?[sd]")
CHINESE = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
SIMPLIFIED_ONLY = set("为这个们时对来说会过还没给让现发经产样务员电话应证书网页报录选择审认识请谁")
TRADITIONAL_ONLY = set("為這個們時對來說會過還沒給讓現發經產樣務員電話應證書網頁報錄選擇審認識請誰")


def catalogue(code: str) -> polib.POFile:
    path = settings.LOCALE_PATHS[0] / languages.locale_name(code) / "LC_MESSAGES" / "django.po"
    return polib.pofile(str(path))


def words(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


@pytest.mark.parametrize("code", languages.CODES)
def test_no_message_is_empty_or_fuzzy(code: str) -> None:
    open_ = [entry.msgid for entry in catalogue(code) if not entry.translated() or entry.obsolete]
    assert not open_


@pytest.mark.parametrize("code", languages.CODES)
def test_every_placeholder_is_named_and_kept(code: str) -> None:
    wrong = []
    for entry in catalogue(code):
        wanted = set(NAMED.findall(entry.msgid)) | set(NAMED.findall(entry.msgid_plural or ""))
        if "python-format" in entry.flags and UNNAMED.search(entry.msgid):
            wrong.append(f"unnamed: {entry.msgid}")
        for text in words(entry):
            extra = set(NAMED.findall(text)) - wanted
            lost = (
                set(NAMED.findall(entry.msgid)) - set(NAMED.findall(text))
                if not entry.msgid_plural
                else set()
            )
            if extra or lost:
                wrong.append(f"{entry.msgid}: {text}")
    assert not wrong


def test_portuguese_and_english_contain_no_chinese() -> None:
    for code in ("pt", "en"):
        assert not [e.msgid for e in catalogue(code) if any(CHINESE.search(text) for text in words(e))]


def test_each_chinese_catalogue_keeps_to_its_script() -> None:
    both = SIMPLIFIED_ONLY & TRADITIONAL_ONLY
    for code, foreign in (("zh-hant", SIMPLIFIED_ONLY - both), ("zh-hans", TRADITIONAL_ONLY - both)):
        assert not [e.msgid for e in catalogue(code) if any(set(text) & foreign for text in words(e))]


def test_a_chinese_reader_is_addressed_by_one_word() -> None:
    for code in ("zh-hant", "zh-hans"):
        assert not [entry.msgid for entry in catalogue(code) if any("你" in text for text in words(entry))]


def test_message_ids_are_english() -> None:
    assert not [entry.msgid for entry in catalogue("en") if CHINESE.search(entry.msgid)]


def test_the_catalogues_hold_every_message_of_the_sources() -> None:
    if shutil.which("xgettext") is None:
        pytest.skip("xgettext is missing (Debian package gettext)")
    out = StringIO()
    call_command("messages", "--check", stdout=out)
    assert "every message is translated" in out.getvalue()


def test_every_template_is_used() -> None:
    sources = "\n".join(path.read_text("utf-8") for path in python_files(*PACKAGES))
    templates = [path for folder in PACKAGES for path in (ROOT / folder).rglob("templates/**/*.*")]
    markup = {path: path.read_text("utf-8") for path in templates}
    everything = sources + "\n".join(markup.values())
    from_libraries = {"account", "allauth", "mfa", "django", "wagtailadmin", "usersessions", "429.html"}
    unused = []
    for path in templates:
        name = path.as_posix().split("/templates/")[1]
        by_model = name.startswith("pages/") and name.endswith("_page.html")
        if name.split("/")[0] in from_libraries or by_model or name in everything:
            continue
        stem, folder = name.rsplit(".", 1)[0], name.rsplit("/", 1)[0]
        composed = folder.endswith("notices") and name.rsplit("/", 1)[1].rsplit(".", 1)[0] in everything
        if stem not in everything and not composed:
            unused.append(name)
    assert not unused
