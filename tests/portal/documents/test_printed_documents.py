"""Printed documents: every font embedded, tagged, nothing fetched, and never an empty box for a character."""

from __future__ import annotations

import re
import shutil
import subprocess
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.template import engines
from django.utils import translation

from portal.documents import fonts
from portal.documents.engine import pdf_of
from portal.documents.errors import FontMissing, TofuRefused
from portal.documents.fonts import FAMILIES, require_printable, unprintable
from portal.documents.pdf import render_pdf, texts_of
from portal.documents.qr import qr_svg

WORDS = '<p lang="zh-Hant">聯合認證證書</p><p lang="zh-Hans">联合认证证书</p><p lang="pt">Certificação</p>'


@pytest.fixture
def printed(tmp_path: Path, settings: Any) -> Any:
    """A function that prints a body through the common page."""
    folder = tmp_path / "templates"
    folder.mkdir()
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [folder]}]
    engines._templates = None
    engines.__dict__.pop("templates", None)
    engines._engines.clear()

    def print_(body: str, language: str = "zh-hant", title: str = "Test", **context: Any) -> bytes:
        name = f"{len(list(folder.iterdir()))}.html"  # the loader remembers a file by its name
        (folder / name).write_text(
            '{% extends "documents/print.html" %}{% block content %}' + body + "{% endblock %}", "utf-8"
        )
        return render_pdf(name, context, language, title=title)

    return print_


def fonts_in(pdf: bytes) -> dict[str, bool]:
    """The fonts of every page, and whether each is embedded."""
    found = {}
    with pikepdf.open(BytesIO(pdf)) as opened:
        for page in opened.pages:
            for font in page.Resources.Font.values():
                below = font.DescendantFonts[0]
                name = str(font.BaseFont).partition("+")[2]
                found[name] = any(
                    key in below.FontDescriptor for key in ("/FontFile", "/FontFile2", "/FontFile3")
                )
    return found


def test_only_the_declared_fonts_are_used_and_all_are_embedded(printed: Any) -> None:
    found = fonts_in(printed(WORDS + "<h2>Bold 粗</h2>"))
    assert found and all(found.values())
    declared = {family.replace(" ", "-") for family in FAMILIES}
    assert {re.sub("-Bold$", "", name) for name in found} == declared


def test_each_way_of_writing_chinese_has_its_own_face(printed: Any) -> None:
    hant, hans = fonts_in(printed('<p lang="zh-Hant">骨</p>')), fonts_in(printed("<p>骨</p>", "zh-hans"))
    assert "Noto-Serif-CJK-HK" in hant and "Noto-Serif-CJK-SC" not in hant
    assert "Noto-Serif-CJK-SC" in hans


def test_the_page_is_tagged_a4_and_says_its_language_and_title(printed: Any) -> None:
    with pikepdf.open(BytesIO(printed(WORDS, "pt", title="Certificação"))) as pdf:
        assert pdf.Root.MarkInfo.Marked and "/StructTreeRoot" in pdf.Root
        assert str(pdf.Root.Lang) == "pt"
        width, height = (round(float(side)) for side in pdf.pages[0].MediaBox[2:])
        assert (width, height) == (595, 842)
        with pdf.open_metadata() as said:
            assert said["dc:title"] == "Certificação" and said["pdfuaid:part"] == "1"


def test_the_text_can_be_taken_out_again(printed: Any, tmp_path: Path) -> None:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is missing (Debian package poppler-utils)")
    (tmp_path / "one.pdf").write_bytes(printed(WORDS))
    done = subprocess.run(
        ["pdftotext", tmp_path / "one.pdf", "-"], capture_output=True, text=True, check=True
    )
    assert "聯合認證證書" in done.stdout and "联合认证证书" in done.stdout and "Certificação" in done.stdout


def test_a_character_without_a_glyph_is_refused_and_named(printed: Any) -> None:
    with translation.override("en"), pytest.raises(TofuRefused) as refused:
        printed("<p>{{ name }}</p>", "en", name="陳𠮶")
    assert refused.value.characters == ["U+20BB6 𠮶"]
    assert "The character U+20BB6 𠮶 is in none of the fonts" in refused.value.messages[0]
    with pytest.raises(TofuRefused):
        printed("<p>x</p>", title="𠮶")


def test_every_missing_character_is_named_once() -> None:
    assert unprintable(["𠮶a𠮶", "\U0010fffd", "黃美玲 Ção ‘–’ №"]) == ["U+20BB6 𠮶", "U+10FFFD \U0010fffd"]
    with translation.override("en"), pytest.raises(TofuRefused, match="The characters U\\+20BB6"):
        require_printable(["𠮶\U0010fffd"])


def test_composed_and_decomposed_accents_are_the_same() -> None:
    assert unprintable(["Conceic\u0327a\u0303o", "a\u00adb\n\t"]) == []


def test_a_variant_that_the_font_lacks_is_refused() -> None:
    assert unprintable(["\u845b\U000e01ef"]) == ["U+E01EF \U000e01ef"]
    assert unprintable(["\U000e0100"]) == ["U+E0100 \U000e0100"]


def test_a_missing_font_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(fonts, "FOLDERS", (tmp_path,))
    fonts.covered.cache_clear()
    try:
        with pytest.raises(FontMissing, match="fonts-noto-cjk"):
            unprintable(["a"])
    finally:
        monkeypatch.undo()
        fonts.covered.cache_clear()


def test_nothing_is_fetched_from_anywhere(printed: Any, tmp_path: Path) -> None:
    secret = tmp_path / "secret.png"
    secret.write_bytes(b"x")
    for address in (secret.as_uri(), "http://127.0.0.1:9/x.png"):
        with pytest.raises(ValueError, match="fetches nothing"):
            pdf_of(f'<html lang="en"><title>x</title><img src="{address}" alt="x"></html>')


def test_what_a_reader_sees_is_what_is_checked() -> None:
    page = "<head><title>no</title></head><style>no</style><p>yes &amp; <b>bold</b></p>"
    assert "".join(texts_of(page)) == "yes & bold"


def test_a_qr_code_is_a_drawing_with_a_title() -> None:
    drawn = qr_svg("https://portal.test/zh-hant/verify/GBMC-2026-000001-K/", title="Check")
    assert drawn.startswith("<svg") and "<title>Check</title>" in drawn and "viewBox" in drawn
    with pytest.raises(ValueError, match="1,500"):
        qr_svg("x" * 1501)
