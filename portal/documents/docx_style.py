"""The look of letters in DOCX: page, fonts with what stands in for them, and one named style for each place."""

from __future__ import annotations

from dataclasses import dataclass

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm

from i18n import languages

FONTS = {"zh-hans": "Noto Serif CJK SC"}  # the families of portal.documents.fonts
OTHER_FONT = "Noto Serif CJK HK"
SUBSTITUTES = {  # w:altName: what Word takes where the family is not installed; w:charset 86 GB 2312, 88 Big5
    "Noto Serif CJK SC": ("SimSun", "86"),
    "Noto Serif CJK HK": ("PMingLiU", "88"),
}
PROOFING = {"zh-hant": "zh-HK", "zh-hans": "zh-CN", "pt": "pt-PT", "en": "en-GB"}  # languages that Word knows


@dataclass(frozen=True)
class Style:
    """A paragraph style: sizes in points, indent in hundredths of a character."""

    name: str
    size: float
    line: float
    align: str = "both"
    before: float = 0
    after: float = 0
    indent: int = 0
    is_bold: bool = False
    keeps_next: bool = False
    outline: int | None = None
    color: str = "000000"

    @property
    def key(self) -> str:
        """The identifier in the file: the name without spaces."""
        return self.name.replace(" ", "")


GREY = "333B4A"
STYLES = (
    Style("Letter Mark", 9, 13, "center", after=12, color="A4301D"),
    Style("Letter Court", 18, 26, "center", keeps_next=True),
    Style("Letter Title", 24, 36, "center", before=6, is_bold=True, keeps_next=True, outline=0),
    Style("Letter Number", 16, 26, "right", before=18, after=18),
    Style("Letter Body", 16, 28, indent=200),
    Style("Letter Flush", 16, 28, "left"),
    Style("Letter Heading", 16, 28, "left", before=8, is_bold=True, keeps_next=True, outline=1),
    Style("Letter Centred", 16, 28, "center"),
    Style("Letter Right", 16, 28, "right"),
    Style("Letter Note", 10.5, 16, "left", before=8),
    Style("Letter Cell", 12, 19, "left"),
    Style("Letter Label", 12, 19, "center"),
    Style("Letter Grid", 10.5, 15, "left"),
    Style("Letter Column", 10.5, 15, "center", keeps_next=True),
    Style("Letter Signature", 16, 28, "right", keeps_next=True),
    Style("Letter Seal", 11, 15, "center", color="6B7384"),
    Style("Letter Check", 9.5, 14, "left"),
    Style("Letter Foot", 10.5, 14, "center"),
)
SIZE_IN_TWO = {16: (14, 22)}  # the prevailing language of a letter in several: size 4 instead of size 3
FURTHER = {  # size and line of the further languages below it
    "Letter Mark": (8, 11), "Letter Court": (11, 15), "Letter Title": (12.5, 17), "Letter Cell": (9, 12.5),
    "Letter Label": (9, 12.5), "Letter Grid": (8.5, 11.5),
    "Letter Column": (8.5, 11.5), "Letter Note": (9, 13), "Letter Seal": (8.5, 11), "Letter Check": (8.5, 12),
}  # fmt: skip
TIGHT = ("Letter Cell", "Letter Label", "Letter Grid", "Letter Column", "Letter Check")


def font_of(code: str) -> str:
    """The family for a language, the same as in print."""
    return FONTS.get(code, OTHER_FONT)


def lay_out(document: Document, language: str, *, is_pair: bool) -> None:
    """Gives an empty document the page of GB/T 9704-2012, the styles, and the fonts with their substitutes."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.header_distance, section.footer_distance = Mm(15), Mm(24)
    styles = document.styles.element
    for element in list(styles):
        styles.remove(element)
    named = [xml for style in STYLES for xml in (_style(style, is_pair=is_pair), _further(style))]
    for xml in (_defaults(language), *_BASIS, *named):
        styles.append(parse_xml(xml))


def _defaults(language: str) -> str:
    font, lang = font_of(language), PROOFING[language]
    return (
        f"<w:docDefaults {nsdecls('w')}><w:rPrDefault><w:rPr>"
        f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}" w:cs="{font}"/>'
        '<w:kern w:val="0"/><w:sz w:val="32"/><w:szCs w:val="32"/>'
        f'<w:lang w:val="{lang}" w:eastAsia="{lang if languages.is_chinese(language) else "zh-HK"}"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
    )


_BASIS = (
    f'<w:style {nsdecls("w")} w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
    "<w:qFormat/></w:style>",
    f'<w:style {nsdecls("w")} w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>',
    f'<w:style {nsdecls("w")} w:type="table" w:default="1" w:styleId="TableNormal">'
    '<w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
    '<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
    '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>',
)


def _style(style: Style, *, is_pair: bool) -> str:
    """The prevailing language's paragraph style; size 3 becomes size 4 where another language stands below."""
    size, line = (
        SIZE_IN_TWO.get(int(style.size), (style.size, style.line)) if is_pair else (style.size, style.line)
    )
    indent = ""
    if style.indent:
        points = size * style.indent / 100
        indent = f'<w:ind w:firstLineChars="{style.indent}" w:firstLine="{round(points * 20)}"/>'
    outline = "" if style.outline is None else f'<w:outlineLvl w:val="{style.outline}"/>'
    return (
        f'<w:style {nsdecls("w")} w:type="paragraph" w:customStyle="1" w:styleId="{style.key}">'
        f'<w:name w:val="{style.name}"/><w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>'
        f"{'<w:keepNext/>' if style.keeps_next else ''}"
        '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'  # “2026年9月26日” as in print, without gaps
        f'<w:spacing w:before="{round(style.before * 20)}" w:after="{round(style.after * 20)}"'
        f' w:line="{round(line * 20)}" w:lineRule="exact"/>{indent}<w:jc w:val="{style.align}"/>{outline}</w:pPr>'
        f"<w:rPr>{'<w:b/>' if style.is_bold else ''}"
        f'<w:color w:val="{style.color}"/><w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/>'
        "</w:rPr></w:style>"
    )


def _further(style: Style) -> str:
    """The style of the further languages below the prevailing one: smaller, without indent, not bold."""
    size, line = FURTHER.get(style.name, (10.5, 15))
    after = style.after or (0 if style.name in TIGHT else 6)
    color = GREY if style.color == "000000" else style.color
    return (
        f'<w:style {nsdecls("w")} w:type="paragraph" w:customStyle="1" w:styleId="{style.key}Further">'
        f'<w:name w:val="{style.name} Further"/><w:basedOn w:val="{style.key}"/><w:qFormat/><w:pPr>'
        f'<w:spacing w:before="20" w:after="{round(after * 20)}" w:line="{round(line * 20)}" w:lineRule="exact"/>'
        '<w:ind w:firstLineChars="0" w:firstLine="0"/>'
        '<w:outlineLvl w:val="9"/></w:pPr><w:rPr><w:b w:val="0"/>'
        f'<w:color w:val="{color}"/><w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/>'
        "</w:rPr></w:style>"
    )


def font_table() -> bytes:
    """The fonts of the letter and, for each, the one to take where it is not installed (ISO/IEC 29500-1, 17.8.3.1)."""
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{instead}"/><w:charset w:val="{charset}"/>'
        '<w:family w:val="roman"/><w:pitch w:val="variable"/></w:font>'
        for name, (instead, charset) in SUBSTITUTES.items()
    )
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f"{head}<w:fonts {nsdecls('w')}>{fonts}</w:fonts>".encode()
