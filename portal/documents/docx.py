"""Letters as DOCX, for a court that edits them: the look of a Mainland court's letter, every run with its language.

The fonts are named, not embedded: a character that the portal cannot print may still be on the reader's machine, so
nothing is refused here.
"""

from __future__ import annotations

import zipfile
from datetime import datetime
from io import BytesIO
from itertools import chain

import segno
from docx import Document
from docx.document import Document as Package
from docx.enum.table import WD_ALIGN_VERTICAL, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm
from docx.table import Table as DocxTable
from docx.table import _Cell
from docx.text.paragraph import Paragraph as DocxParagraph
from docx.text.run import Run as DocxRun

from i18n import languages
from portal.documents.docx_style import PROOFING, font_of, font_table, lay_out
from portal.documents.letters import Letter, Row, Run, Said, clean, head_of, rows_of, say

BEGINNING = (1980, 1, 1, 0, 0, 0)  # the earliest time that a zip entry can bear
KEPT = frozenset({
    RELATIONSHIP_TYPE.STYLES, RELATIONSHIP_TYPE.SETTINGS, RELATIONSHIP_TYPE.FONT_TABLE, RELATIONSHIP_TYPE.THEME,
    RELATIONSHIP_TYPE.WEB_SETTINGS,
})  # fmt: skip
TYPE_AREA = 156  # mm
LABELS = 45  # mm, the label column of a form
SEAL = 42  # mm
Container = Package | _Cell


def write_docx(letter: Letter) -> bytes:
    """The letter as a DOCX file: A4, margins of GB/T 9704-2012; the same letter gives the same bytes.

    Raises ValueError where the languages of the letter do not hold the same blocks, KeyError for an unknown
    language.
    """
    document = Document()
    rows = rows_of(letter)
    _empty(document, letter)
    lay_out(document, letter.language, is_pair=letter.second is not None)
    head = head_of(letter)
    for name in ("mark", "court", "title", "number"):
        _say(document, f"Letter {name.capitalize()}", head[name])
    for row in rows:
        WRITERS[row.kind](document, row)
    _page_numbers(document)
    out = BytesIO()
    document.save(out)
    return _without_times(out.getvalue())


def _empty(document: Package, letter: Letter) -> None:
    """Takes out what the library's own template brings, and says what this file is."""
    for key, relation in list(document.part.rels.items()):
        if relation.reltype not in KEPT:
            del document.part.rels[key]
        elif relation.reltype == RELATIONSHIP_TYPE.FONT_TABLE:
            relation.target_part._blob = font_table()
    package = document.part.package
    for key, relation in list(package.rels.items()):
        if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            del package.rels[key]
    told = document.core_properties
    told.title, told.author, told.identifier = clean(letter.title), clean(letter.court), clean(letter.number)
    told.language, told.comments, told.last_modified_by = languages.html_lang(letter.language), "", ""
    told.created = told.modified = datetime(*BEGINNING)
    settings = document.settings.element
    chinese = next(
        (v.language for v in letter.voices() if languages.is_chinese(v.language)), languages.DEFAULT
    )
    for node in settings.iter(qn("w:themeFontLang")):
        node.set(qn("w:val"), PROOFING[letter.language])
        node.set(qn("w:eastAsia"), PROOFING[chinese])
    for node in settings.iter(qn("w:compatSetting")):
        if node.get(qn("w:name")) == "compatibilityMode":
            node.set(qn("w:val"), "15")
    for node in list(settings.iter(qn("w:rsids"))):
        settings.remove(node)


def _write_run(paragraph: DocxParagraph, run: Run) -> None:
    """One run in one language: its fonts, and its language for reading aloud and for spelling."""
    written = paragraph.add_run(run.text)
    properties = written._r.get_or_add_rPr()
    font, lang, chinese = font_of(run.lang), PROOFING[run.lang], languages.is_chinese(run.lang)
    fonts = OxmlElement("w:rFonts")
    for name in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{name}"), font)
    if chinese:
        fonts.set(qn("w:hint"), "eastAsia")  # quotation marks and dashes are set as Chinese ones
    tongue = OxmlElement("w:lang")
    tongue.set(qn("w:val"), lang)
    tongue.set(qn("w:eastAsia"), lang if chinese else PROOFING[languages.DEFAULT])
    properties.append(fonts)
    properties.append(tongue)


def _say(container: Container, style: str, said: Said, *, ends: bool = True) -> None:
    """A paragraph for each language, kept together; ``ends`` False keeps the last one with what follows too."""
    for place, voice in enumerate(said):
        paragraph = container.add_paragraph(style=f"{style} Further" if voice.rank else style)
        if place < len(said) - 1 or not ends:
            paragraph.paragraph_format.keep_with_next = True
        if place < len(said) - 1:
            paragraph.paragraph_format.space_after = 0  # the air comes after the last language
        if any("\n" in run.text for run in voice.runs) and style == "Letter Body":
            paragraph.alignment = (
                WD_ALIGN_PARAGRAPH.LEFT
            )  # justified, a line that ends early would be torn apart
        for run in voice.runs:
            _write_run(paragraph, run)


def _fill(cell: _Cell, style: str, said: Said) -> None:
    """What the languages say in a cell, in place of the empty paragraph that every cell begins with."""
    if said:
        empty = cell.paragraphs[0]._p
        _say(cell, style, said)
        cell._tc.remove(empty)


def _table(document: Package, lines: int, widths: list[float], *, borders: str) -> DocxTable:
    """An empty table of fixed widths in millimetres; ``borders`` is a w:val of ST_Border or empty."""
    table = document.add_table(lines, len(widths))
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    if borders:
        sides = "".join(
            f'<w:{side} w:val="{borders}" w:sz="{size}" w:space="0" w:color="000000"/>'
            for side, size in (
                ("top", 8), ("left", 8), ("bottom", 8), ("right", 8), ("insideH", 4), ("insideV", 4),
            )
        )  # fmt: skip
        _insert(table, f"<w:tblBorders {nsdecls('w')}>{sides}</w:tblBorders>", before="w:tblLayout")
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    return table


def _pad(table: DocxTable) -> None:
    """Room above and below what stands in the cells."""
    sides = "".join(f'<w:{side} w:w="85" w:type="dxa"/>' for side in ("top", "bottom"))
    _insert(table, f"<w:tblCellMar {nsdecls('w')}>{sides}</w:tblCellMar>", before="w:tblLook")


def _insert(table: DocxTable, xml: str, *, before: str) -> None:
    """A property of the table in its place: Word refuses a file whose properties are out of order."""
    properties = table._tbl.tblPr
    place = properties.find(qn(before))
    assert place is not None
    place.addprevious(parse_xml(xml))


def _gap(document: Package) -> None:
    """A little air after a table, which has no spacing of its own."""
    document.add_paragraph(style="Letter Check")


def _text(document: Package, row: Row) -> None:
    _say(document, f"Letter {row.style.capitalize()}", row.lines[0][0], ends=row.style != "heading")


def _facts(document: Package, row: Row) -> None:
    table = _table(document, len(row.lines), [LABELS, TYPE_AREA - LABELS], borders="single")
    _pad(table)
    for line, (label, value) in zip(table.rows, row.lines, strict=True):
        line.cells[0].vertical_alignment = WD_ALIGN_VERTICAL.CENTER
        _fill(line.cells[0], "Letter Label", label)
        _fill(line.cells[1], "Letter Cell", value)
    _gap(document)


def _grid(document: Package, row: Row) -> None:
    table = _table(
        document, len(row.lines), [TYPE_AREA * share / 100 for share in row.widths], borders="single"
    )
    _pad(table)
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for number, (line, cells) in enumerate(zip(table.rows, row.lines, strict=True)):
        for cell, said in zip(line.cells, cells, strict=True):
            _fill(cell, "Letter Grid" if number else "Letter Column", said)
    _gap(document)


def _signature(document: Package, row: Row) -> None:
    _gap(document)
    for (said,) in row.lines:
        _say(document, "Letter Signature", said)


def _seal(document: Package, row: Row) -> None:
    table = _table(document, 1, [SEAL], borders="dashed")
    table.alignment = WD_TABLE_ALIGNMENT.RIGHT
    properties = table.rows[0]._tr.get_or_add_trPr()
    properties.append(parse_xml(f'<w:trHeight {nsdecls("w")} w:val="{SEAL * 1440 // 25}" w:hRule="exact"/>'))
    cell = table.rows[0].cells[0]
    cell._tc.get_or_add_tcPr().append(parse_xml(f'<w:vAlign {nsdecls("w")} w:val="center"/>'))
    _fill(cell, "Letter Seal", row.lines[0][0])
    _gap(document)


def _check(document: Package, row: Row) -> None:
    table = _table(document, 1, [32, TYPE_AREA - 32], borders="")
    drawn, words = table.rows[0].cells
    png = BytesIO()
    segno.make(row.url, error="m", micro=False).save(png, kind="png", scale=8, border=2)
    png.seek(0)
    place = drawn.paragraphs[0]
    place.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE  # an exact line would cut the picture
    picture = place.add_run().add_picture(png, width=Mm(27))
    picture._inline.docPr.set("descr", row.url)
    _fill(words, "Letter Check", row.lines[0][0])
    _say(words, "Letter Check", say([(row.url, "en")]))


def _page_numbers(document: Package) -> None:
    """The page and how many there are, at the foot of every page."""
    foot = document.sections[0].footer.paragraphs[0]
    foot.style = document.styles["Letter Foot"]
    for piece in ("— ", "PAGE", " / ", "NUMPAGES", " —"):
        run = foot.add_run("" if piece.isupper() else piece)
        if piece.isupper():
            _field(run, piece)


def _field(run: DocxRun, name: str) -> None:
    for part in ("begin", "instr", "separate", "text", "end"):
        if part == "instr":
            node = OxmlElement("w:instrText")
            node.set(qn("xml:space"), "preserve")
            node.text = f" {name} "
        elif part == "text":
            node = OxmlElement("w:t")
            node.text = "1"
        else:
            node = OxmlElement("w:fldChar")
            node.set(qn("w:fldCharType"), part)
        run._r.append(node)


def _without_times(docx: bytes) -> bytes:
    """The same file with every entry dated 1980, the list of types first."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(docx)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        names = sorted(set(old.namelist()) - {"[Content_Types].xml"})
        for name in chain(["[Content_Types].xml"], names):
            entry = zipfile.ZipInfo(name, BEGINNING)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 3
            entry.external_attr = 0o644 << 16
            new.writestr(entry, old.read(name))
    return out.getvalue()


WRITERS = {
    "text": _text, "facts": _facts, "table": _grid, "signature": _signature, "seal": _seal, "check": _check,
}  # fmt: skip
