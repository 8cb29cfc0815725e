"""Letters as PDF: the look of a Mainland court's letter, tagged, with embedded fonts."""

from __future__ import annotations

from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import override

from portal.documents.letters import Letter, Row, clean, head_of, rows_of
from portal.documents.pdf import render_pdf
from portal.documents.qr import qr_svg

TEMPLATE = "documents/letter_print.html"
STYLE = Path(__file__).parent / "print" / "letter.css"


def letter_pdf(letter: Letter, *, for_signatures: bool = False) -> bytes:
    """The letter as a PDF: A4, type area and margins of GB/T 9704-2012, PDF/UA-1, every font embedded.

    Raises TofuRefused where a character has no glyph, FontMissing where a font is not installed, ValueError where
    the languages of the letter do not hold the same blocks, KeyError for an unknown language.
    """
    context = {
        **{("title_said" if name == "title" else name): said for name, said in head_of(letter).items()},
        "author": letter.court,
        "rows": [_context(row, letter.language) for row in rows_of(letter)],
        "is_pair": letter.second is not None,
    }
    second = letter.second.language if letter.second else None
    title = clean(f"{letter.title} {letter.number}")
    return render_pdf(
        TEMPLATE, context, letter.language, second, title=title, stylesheets=(STYLE,), for_signatures=for_signatures
    )  # fmt: skip


def _context(row: Row, language: str) -> dict[str, object]:
    """A row as the template reads it: a table's header apart, the QR code drawn."""
    with override(language):
        drawn = qr_svg(row.url, title=_("QR code")) if row.url else ""
    header = row.lines[:1] if row.kind == "table" else ()
    return {"row": row, "header": header, "lines": row.lines[len(header) :], "drawn": drawn}
