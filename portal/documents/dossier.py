"""Several PDFs bound into one: contents in front, one run of page numbers, a bookmark for each part."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

import pikepdf
from django.utils.translation import gettext as _
from django.utils.translation import override

from i18n import languages
from portal.documents.errors import PartRefused
from portal.documents.letters import clean, say
from portal.documents.pdf import render_pdf
from portal.documents.stamps import FONT, UNIT, Face, face_in, stamp

TEMPLATE = "documents/contents_print.html"
STYLE = Path(__file__).parent / "print" / "contents.css"
BAND = 26.0  # points at the bottom of an A4 page, kept free for its number
ANCHOR = "part-"
CLAIM = "{http://www.aiim.org/pdfua/ns/id/}part"


@dataclass(frozen=True)
class Part:
    """A document of the dossier: bytes, or an open file where it is large; ``lang`` is the title's language."""

    title: str
    pdf: bytes | BinaryIO
    lang: str
    second_title: str = ""


def dossier(
    title: str,
    parts: Sequence[Part],
    language: str,
    second_language: str | None = None,
    *,
    second_title: str = "",
) -> bytes:
    """The parts as one PDF: a contents page, then every part, each page numbered "page / all" at its foot.

    Pages keep their size and become a little smaller on their sheet, so that no number covers anything; forms and
    signatures of the parts become part of the picture. The same parts give the same bytes.

    Raises PartRefused where a part is damaged, locked or empty, TofuRefused where a title has no glyph, FontMissing,
    ValueError without parts, KeyError for an unknown language.
    """
    out = BytesIO()
    write_dossier(title, parts, language, second_language, out, second_title=second_title)
    return out.getvalue()


def write_dossier(
    title: str,
    parts: Sequence[Part],
    language: str,
    second_language: str | None,
    into: BinaryIO,
    *,
    second_title: str = "",
) -> int:
    """As dossier(), written to an open file; returns the number of pages. Streams of pictures are never decoded."""
    if not parts:
        raise ValueError("A dossier without parts has nothing to bind.")
    with ExitStack() as opened, override(language):
        sources = [opened.enter_context(_opened(part)) for part in parts]
        counts = [len(source.pages) for source in sources]
        names = [say([(title, language), (second_title, second_language or language)])]
        names += [
            say([(part.title, part.lang), (part.second_title, second_language or language)]) for part in parts
        ]
        front = _contents(clean(title), names, counts, language, second_language)
        bound = opened.enter_context(pikepdf.open(BytesIO(front)))
        own, whole = len(bound.pages), len(bound.pages) + sum(counts)
        face = face_in(bound)
        for number, page in enumerate(bound.pages, start=1):
            _stamp_beside(bound, page, face, f"{number} / {whole}")
        number = own
        for source in sources:
            for page in source.pages:
                number += 1
                _bind(bound, page, face, f"{number} / {whole}")
        starts = _starts(own, counts)
        _link(bound, own, starts)
        _mark(bound, clean(title), [clean(part.title) for part in parts], starts)
        _claim_less(bound)
        bound.save(into, deterministic_id=True, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return whole


def _opened(part: Part) -> pikepdf.Pdf:
    """The part, its forms and notes made part of the picture. Raises PartRefused."""
    source = BytesIO(part.pdf) if isinstance(part.pdf, bytes) else part.pdf
    try:
        pdf = pikepdf.open(source)
        if not len(pdf.pages):
            raise PartRefused(
                _('"%(title)s" cannot be bound into the dossier: it has no pages.'), clean(part.title)
            )
        if "/AcroForm" in pdf.Root:
            pdf.generate_appearance_streams()
        pdf.flatten_annotations("print")
    except pikepdf.PasswordError as error:
        sentence = _('"%(title)s" cannot be bound into the dossier: it is locked with a password.')
        raise PartRefused(sentence, clean(part.title)) from error
    except pikepdf.PdfError as error:
        sentence = _('"%(title)s" cannot be bound into the dossier: the file is damaged.')
        raise PartRefused(sentence, clean(part.title)) from error
    return pdf


def _contents(
    title: str, names: list[Any], counts: list[int], language: str, second_language: str | None
) -> bytes:
    """The contents pages; printed again until they know how many they are themselves."""
    own = 1
    while True:
        whole = own + sum(counts)
        rows = [
            {"said": said, "anchor": f"{ANCHOR}{n}", "number": n, "first": start, "last": start + count - 1,
             "count": count}
            for n, (said, start, count) in enumerate(zip(names[1:], _starts(own, counts), counts, strict=True), 1)
        ]  # fmt: skip
        context = {
            "heading": names[0], "rows": rows, "own": own, "whole": whole,
            "voices": [languages.get(code) for code in (language, second_language) if code],
        }  # fmt: skip
        pdf = render_pdf(TEMPLATE, context, language, second_language, title=title, stylesheets=(STYLE,))
        with pikepdf.open(BytesIO(pdf)) as printed:
            if len(printed.pages) <= own:
                return pdf
            own = len(printed.pages)


def _starts(own: int, counts: Sequence[int]) -> list[int]:
    """The first page number of every part."""
    return [own + 1 + sum(counts[:place]) for place in range(len(counts))]


def _stamp_beside(bound: pikepdf.Pdf, page: pikepdf.Page, face: Face, text: str) -> None:
    """Numbers one of our own pages, whose margin is free: it stays tagged."""
    page.Resources.Font[FONT] = face.font
    width, height = (float(side) for side in page.mediabox[2:])
    page.contents_add(b"q\n", prepend=True)
    page.contents_add(b"\nQ" + stamp(face, text, width, height), prepend=False)


def _bind(bound: pikepdf.Pdf, page: pikepdf.Page, face: Face, text: str) -> None:
    """One page of a part, upright, on a sheet of its own size, above a free band with its number."""
    form = bound.copy_foreign(page.as_form_xobject())
    width, height = _seen(form)
    band = BAND * max(width, height) / UNIT
    for key in ("/StructParents", "/StructParent"):
        if key in form:
            del form[key]
    sheet = bound.add_blank_page(page_size=(width, height))
    area = pikepdf.Rectangle(0, band, width, height)
    drawn = sheet.calc_form_xobject_placement(
        form, pikepdf.Name.Page, area, invert_transformations=True, allow_shrink=True, allow_expand=False
    )
    sheet.obj.Resources = pikepdf.Dictionary(
        XObject=pikepdf.Dictionary(Page=form), Font=pikepdf.Dictionary({FONT: face.font})
    )
    sheet.obj.Contents = bound.make_stream(drawn + stamp(face, text, width, height))


def _seen(form: pikepdf.Object) -> tuple[float, float]:
    """Width and height of a page as a reader sees it, in points: its box, turned and enlarged as the page says."""
    left, bottom, right, top = (float(side) for side in form.BBox)
    turned = [float(value) for value in form.Matrix] if "/Matrix" in form else [1.0, 0.0, 0.0, 1.0]
    across, up, sideways, along = turned[:4]
    width, height = abs(right - left), abs(top - bottom)
    return abs(across) * width + abs(sideways) * height, abs(up) * width + abs(along) * height


def _link(bound: pikepdf.Pdf, own: int, starts: Sequence[int]) -> None:
    """The lines of the contents lead to the pages that they name."""
    for page in bound.pages[:own]:
        for note in page.obj.get("/Annots", []):
            target = str(note.get("/Dest", ""))
            if target.startswith(ANCHOR):
                first = bound.pages[starts[int(target.removeprefix(ANCHOR)) - 1] - 1]
                note.Dest = pikepdf.Array([first.obj, pikepdf.Name.Fit])


def _mark(bound: pikepdf.Pdf, title: str, names: Sequence[str], starts: Sequence[int]) -> None:
    """A bookmark for the contents and for each part."""
    with bound.open_outline() as outline:
        del outline.root[:]
        outline.root.append(pikepdf.OutlineItem(_("Contents"), 0))
        outline.root += [
            pikepdf.OutlineItem(name, start - 1) for name, start in zip(names, starts, strict=True)
        ]
    bound.Root.PageMode = pikepdf.Name.UseOutlines


def _claim_less(bound: pikepdf.Pdf) -> None:
    """Scans have no tags: the whole does not say that it is PDF/UA, only its contents pages are tagged."""
    with bound.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as said:
        if CLAIM in said:
            del said[CLAIM]
