"""Dossiers: every page numbered without covering anything, contents that tell the truth, scans of any size."""

from __future__ import annotations

import resource
import shutil
import subprocess
import zlib
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from django.utils import translation

from portal.documents.dossier import Part, dossier
from portal.documents.errors import PartRefused, TofuRefused
from portal.documents.letter_pdf import letter_pdf
from portal.documents.letters import Letter, Paragraph


def scan(pages: int, *, size: tuple[float, float] = (595, 842), rotate: int = 0, edge: int = 4) -> bytes:
    """A PDF of pictures that fill the page to its edges, black."""
    shades = [zlib.compress(bytes([shade]) * edge * edge) for shade in range(min(pages, 7))]
    with pikepdf.new() as pdf:
        for number in range(pages):
            page = pdf.add_blank_page(page_size=size)
            data = shades[number % 7]
            picture = pikepdf.Stream(
                pdf, data, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=edge, Height=edge,
                ColorSpace=pikepdf.Name.DeviceGray, BitsPerComponent=8, Filter=pikepdf.Name.FlateDecode,
            )  # fmt: skip
            page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im=picture))
            page.obj.Contents = pdf.make_stream(f"q {size[0]} 0 0 {size[1]} 0 0 cm /Im Do Q".encode())
            if rotate:
                page.obj.Rotate = rotate
        out = BytesIO()
        pdf.save(out)
    return out.getvalue()


def paper(words: str = "送达回证", pages: int = 1) -> bytes:
    return letter_pdf(Letter(words, "", [Paragraph(f"{words}。" * 400 * pages)], "zh-hans"))


def shown(pdf: bytes, folder: Path, *options: str) -> str:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is missing (Debian package poppler-utils)")
    (folder / "bound.pdf").write_bytes(pdf)
    done = subprocess.run(
        ["pdftotext", *options, folder / "bound.pdf", "-"], capture_output=True, text=True, check=True
    )
    return done.stdout


def close(text: str) -> str:
    """The text without spaces: whether a thin one is read as a space differs from page to page."""
    return text.replace(" ", "")


def test_every_page_bears_its_number_and_how_many_there_are(tmp_path: Path) -> None:
    bound = dossier("卷", [Part("函", paper(), "zh-hans"), Part("Scan", scan(3), "en")], "zh-hans", "pt")
    sheets = shown(bound, tmp_path).split("\f")[:-1]
    whole = len(sheets)
    assert whole >= 5
    assert all(f"{number}/{whole}" in close(sheet) for number, sheet in enumerate(sheets, start=1))


def test_the_contents_name_each_part_with_its_pages_and_the_total(tmp_path: Path) -> None:
    parts = [
        Part("送达回证", scan(2), "zh-hans", "Certidão de citação"), Part("Notice", scan(1), "en"),
    ]  # fmt: skip
    with translation.override("pt"):  # the caller's language does not matter
        bound = dossier("(2026)粤0391民初123号", parts, "zh-hans", "pt", second_title="Processo de citação")
    front = shown(bound, tmp_path, "-layout", "-l", "1")
    for words in ("(2026)粤0391民初123号", "Processo de citação", "目录", "Índice", "Certidão de citação"):
        assert words in front.replace("目 录", "目录")
    assert "2–3" in front and "4" in front


def test_bookmarks_and_lines_of_the_contents_lead_to_the_parts() -> None:
    bound = dossier("D", [Part("One", scan(2), "en"), Part("Two", scan(1), "en")], "en")
    with pikepdf.open(BytesIO(bound)) as pdf:
        with pdf.open_outline() as outline:
            marks = [
                (item.title, pdf.pages.index(pikepdf.Page(item.destination[0]))) for item in outline.root
            ]
        links = [pdf.pages.index(pikepdf.Page(note.Dest[0])) for note in pdf.pages[0].Annots]
    assert marks == [("Contents", 0), ("One", 1), ("Two", 3)] and links == [1, 3]


def test_a_number_never_stands_on_the_picture_of_a_page(tmp_path: Path) -> None:
    if shutil.which("pdftoppm") is None:
        pytest.skip("pdftoppm is missing (Debian package poppler-utils)")
    (tmp_path / "bound.pdf").write_bytes(dossier("D", [Part("Scan", scan(1), "en")], "en"))
    subprocess.run(
        ["pdftoppm", "-r", "72", "-gray", "-f", "2", tmp_path / "bound.pdf", tmp_path / "page"], check=True
    )
    (picture,) = tmp_path.glob("page*.pgm")
    head, _size, _depth, points = picture.read_bytes().split(b"\n", 3)
    assert head == b"P5"
    lines = [points[row * 595 : (row + 1) * 595] for row in range(842)]
    dark = [sum(point < 128 for point in line) for line in lines]
    assert dark[400] > 500, "the picture fills the sheet"
    assert not any(dark[817:822]), "white between the picture and the number"
    assert any(dark[822:836]), "the number below it"


@pytest.mark.parametrize(("size", "rotate", "seen"), [
    ((595, 842), 90, (842, 595)), ((2480, 3508), 0, (2480, 3508)), ((420, 595), 270, (595, 420)),
])  # fmt: skip
def test_turned_and_large_pages_keep_the_size_that_a_reader_saw(
    size: tuple[float, float], rotate: int, seen: tuple[int, int], tmp_path: Path
) -> None:
    bound = dossier("D", [Part("Scan", scan(1, size=size, rotate=rotate), "en")], "en")
    with pikepdf.open(BytesIO(bound)) as pdf:
        assert tuple(round(float(side)) for side in pdf.pages[1].mediabox[2:]) == seen
        assert "/Rotate" not in pdf.pages[1].obj
    assert "2/2" in close(shown(bound, tmp_path, "-f", "2"))


def test_every_font_is_embedded_and_nothing_is_claimed_that_scans_cannot_keep() -> None:
    with pikepdf.open(BytesIO(dossier("D", [Part("函", paper(), "zh-hans")], "zh-hans"))) as pdf:
        for page in pdf.pages:
            for font in page.Resources.Font.values():
                assert "/FontFile3" in font.DescendantFonts[0].FontDescriptor
        with pdf.open_metadata() as said:
            assert "pdfuaid:part" not in said and said["dc:title"] == "D"


def test_a_list_of_many_parts_counts_its_own_pages(tmp_path: Path) -> None:
    one = scan(1)
    bound = dossier("D", [Part(f"Document {n}", one, "en") for n in range(1, 81)], "en")
    with pikepdf.open(BytesIO(bound)) as pdf:
        whole = len(pdf.pages)
    own = whole - 80
    assert own > 1
    front = shown(bound, tmp_path, "-layout", "-l", str(own))
    assert f"{own + 1} " in front and f"{whole} pages in all" in front


def test_the_same_parts_give_the_same_bytes() -> None:
    parts = [Part("One", scan(2), "en")]
    assert dossier("D", parts, "en") == dossier("D", parts, "en")


def test_damaged_and_locked_parts_are_named() -> None:
    locked = BytesIO()
    with pikepdf.open(BytesIO(scan(1))) as pdf:
        pdf.save(locked, encryption=pikepdf.Encryption(owner="a", user="b"))
    for content, why in ((b"no PDF", "damaged"), (locked.getvalue(), "password"), (b"", "damaged")):
        with translation.override("en"), pytest.raises(PartRefused, match=why) as refused:
            dossier("D", [Part("Receipt", content, "en")], "en")
        assert refused.value.title == "Receipt" and '"Receipt"' in refused.value.messages[0]
    with pytest.raises(ValueError, match="without parts"):
        dossier("D", [], "en")
    with translation.override("en"), pytest.raises(TofuRefused):
        dossier("D", [Part("𠮶", scan(1), "en")], "en")


def test_a_scan_of_400_pages_is_bound_without_being_decoded(tmp_path: Path) -> None:
    part = tmp_path / "scan.pdf"
    part.write_bytes(scan(400, edge=2000))  # 1.6 GB of points when decoded
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with part.open("rb") as opened:
        bound = dossier("D", [Part("Scan", opened, "en")], "en")
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    with pikepdf.open(BytesIO(bound)) as pdf:
        assert len(pdf.pages) == 401
    assert grown < 300, f"{grown:.0f} MiB more"
    assert "401/401" in close(shown(bound, tmp_path, "-f", "401"))
