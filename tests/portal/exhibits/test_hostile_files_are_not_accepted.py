"""Files are judged by content: honest ones pass, active ones wait in quarantine, false ones are refused."""

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable

import openpyxl
import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from portal.exhibits.inspection import FileRefused, Verdict, inspect
from portal.exhibits.inspection.limits import Limits
from portal.exhibits.inspection.verdict import REFUSALS

Make = dict[str, Callable[..., bytes]]


def judged(content: bytes, name: str, caps: Limits | None = None) -> Verdict | str:
    """The verdict, or the code of the refusal."""
    try:
        return inspect(io.BytesIO(content), name, caps=caps)
    except FileRefused as refusal:
        assert refusal.code in REFUSALS
        assert refusal.messages[0]
        return str(refusal.code)


def honest_xlsx() -> bytes:
    book, out = openpyxl.Workbook(), io.BytesIO()
    book.active["A1"] = "原告"
    book.save(out)
    return out.getvalue()


def test_honest_files_of_each_kind_are_accepted(make: Make):
    assert judged(make["pdf"](), "claim.pdf") == Verdict("application/pdf", "pdf")
    assert judged(make["docx"](), "claim.docx") == Verdict(
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"
    )
    assert getattr(judged(honest_xlsx(), "costs.xlsx"), "extension", "") == "xlsx"
    assert judged(make["picture"]("PNG"), "photo.PNG") == Verdict("image/png", "png")
    assert judged(make["picture"]("JPEG"), "photo.jpeg") == Verdict("image/jpeg", "jpg")
    assert judged("收據\r\nRecibo n.º 7, 3 < 4".encode(), "note.txt") == Verdict("text/plain", "txt")
    assert judged("\ufeff收據".encode(), "note.txt") == Verdict("text/plain", "txt")


def test_a_pdf_that_opens_at_a_page_or_links_to_the_web_is_not_active(make: Make):
    def change(document: pikepdf.Pdf) -> None:
        page = document.pages[0].obj
        document.Root.OpenAction = Array([page, Name.Fit])
        link = Dictionary(S=Name.URI, URI=String("https://example.test/"))
        page.Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=link)])

    assert judged(make["pdf"](change), "claim.pdf") == Verdict("application/pdf", "pdf")


def script() -> Dictionary:
    return Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def open_direct(document: pikepdf.Pdf) -> None:
    document.Root.OpenAction = script()


def open_indirect(document: pikepdf.Pdf) -> None:
    document.Root.OpenAction = document.make_indirect(script())


def launch(document: pikepdf.Pdf) -> None:
    document.Root.OpenAction = Dictionary(S=Name.Launch, F=String("cmd.exe"))


def page_action(document: pikepdf.Pdf) -> None:
    document.pages[0].obj.AA = Dictionary(O=script())


def link_script(document: pikepdf.Pdf) -> None:
    annotation = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=script())
    document.pages[0].obj.Annots = Array([annotation])


def chained(document: pikepdf.Pdf) -> None:
    first = Dictionary(S=Name.GoTo, D=Array([0, Name.Fit]), Next=Array([script()]))
    document.Root.Outlines = Dictionary(First=Dictionary(Title=String("x"), A=first))


def named_script(document: pikepdf.Pdf) -> None:
    document.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("x"), script()])))


def embedded(document: pikepdf.Pdf) -> None:
    document.attachments["inner.exe"] = b"MZ"


def dynamic_form(document: pikepdf.Pdf) -> None:
    document.Root.AcroForm = Dictionary(Fields=Array(), XFA=document.make_stream(b"<xdp/>"))


def submits(document: pikepdf.Pdf) -> None:
    action = Dictionary(S=Name.SubmitForm, F=String("https://example.test/"))
    annotation = Dictionary(Type=Name.Annot, Subtype=Name.Widget, Rect=[0, 0, 9, 9], A=action)
    document.pages[0].obj.Annots = Array([annotation])


ACTIVE = {
    open_direct: "pdf_script",
    open_indirect: "pdf_script",
    launch: "pdf_launch",
    page_action: "pdf_automatic_action",
    link_script: "pdf_script",
    chained: "pdf_script",
    named_script: "pdf_script",
    embedded: "pdf_embedded_file",
    dynamic_form: "pdf_dynamic_form",
    submits: "pdf_launch",
}


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("change", ACTIVE, ids=lambda change: change.__name__)
def test_a_pdf_that_acts_goes_to_quarantine_with_its_reason(make: Make, change: Callable, packed: bool):
    mode = pikepdf.ObjectStreamMode.generate if packed else pikepdf.ObjectStreamMode.disable
    verdict = judged(make["pdf"](change, object_stream_mode=mode), "claim.pdf")
    assert isinstance(verdict, Verdict)
    assert ACTIVE[change] in verdict.reasons


def test_a_pdf_with_a_broken_table_is_repaired_and_looked_at_first(make: Make):
    content = make["pdf"]().replace(b"startxref\n", b"startxref\n9")
    verdict = judged(content, "claim.pdf")
    assert isinstance(verdict, Verdict)
    assert verdict.reasons == ("pdf_damaged",)


def test_a_pdf_behind_a_password_is_refused_and_one_without_is_not(make: Make):
    locked = make["pdf"](encryption=pikepdf.Encryption(owner="o", user="u"))
    assert judged(locked, "claim.pdf") == "locked"
    assert isinstance(
        judged(make["pdf"](encryption=pikepdf.Encryption(owner="o", user="")), "a.pdf"), Verdict
    )


def packed_bomb(
    size: int = 40_000_000, *, kind: bytes = b"/Type /ObjStm", filters: bytes = b"/Filter /FlateDecode"
) -> bytes:
    body = zlib.compress(b"0" * size, 9)
    head = b"%PDF-1.7\n1 0 obj\n<<" + kind + b" /N 1 /First 4 " + filters + b" /Length "
    head += str(len(body)).encode() + b">>\nstream\n"
    return head + body + b"\nendstream\nendobj\nstartxref\n0\n%%EOF\n"


def picture_bomb() -> bytes:
    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + header
    return (
        b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk))
        + b"\x00\x00\x00\x00IEND\xaeB`\x82"
    )  # fmt: skip


def archive(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as container:
        for name, content in parts.items():
            container.writestr(name, content)
    return out.getvalue()


def hostile(make: Make) -> list[tuple[str, bytes, set[str]]]:
    """Name, content and the refusals that may be given."""
    pdf, docx, png = make["pdf"](), make["docx"](), make["picture"]("PNG")
    zipped = archive(a=b"x")
    return [
        ("a.pdf", b"", {"empty"}),
        ("a.pdf", b"MZ" + bytes(100), {"unknown_type"}),
        ("a.pdf", b"\x7fELF" + bytes(100), {"unknown_type"}),
        ("a.pdf", png, {"name_and_type_differ"}),
        ("a.exe", pdf, {"name_and_type_differ"}),
        ("a.pdf.html", pdf, {"name_and_type_differ"}),
        ("a", pdf, {"name_and_type_differ"}),
        ("a.pdf", pdf + b"<script>alert(1)</script>", {"two_in_one"}),
        ("a.pdf", pdf + zipped, {"two_in_one"}),
        ("a.pdf", pdf.replace(b"\n", b"\n%<html><script>alert(1)</script>\n", 1), {"two_in_one"}),
        ("a.pdf", b"GIF89a" + pdf, {"unknown_type"}),
        ("a.pdf", pdf[: len(pdf) // 2], {"damaged"}),
        ("a.pdf", b"%PDF-1.7\n%%EOF", {"damaged"}),
        ("a.zip", zipped, {"archive"}),
        ("a.docx", zipped, {"archive"}),
        ("a.zip", b"PK\x05\x06" + bytes(18), {"archive"}),
        ("a.7z", b"7z\xbc\xaf\x27\x1c" + bytes(40), {"archive"}),
        ("a.docx", docx[:-30], {"damaged"}),
        ("a.docx", docx + b"trailing", {"two_in_one", "damaged"}),
        ("a.docx", b"MZ" + docx, {"unknown_type"}),
        ("a.docx", b"PK\x03\x04 prefix" + docx, {"two_in_one", "damaged"}),
    ]  # fmt: skip


def hostile_documents(make: Make) -> list[tuple[str, bytes, set[str]]]:
    """As above, for Word documents that hold what they should not."""
    macro_types = (
        '<Types><Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>'
    )
    return [
        ("a.docx", make["docx"](word__vbaProject_bin=b"x"), {"macro"}),
        ("a.docx", make["docx"](word__activeX__activeX1_xml="<x/>"), {"macro"}),
        ("a.docx", make["docx"](types=macro_types), {"macro"}),
        ("a.docx", make["docx"](document='<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'), {"bomb"}),
        ("a.docx", make["docx"](document="<x>"), {"damaged"}),
        ("a.docx", make["docx"](word__media__image1_png=b"MZ"), {"two_in_one"}),
        ("a.docx", make["docx"](word__media__image1_png=bytes(30_000_000)), {"bomb"}),
        ("a.docx", make["docx"](types="<Types/>"), {"unknown_type"}),
        ("a.docx", make["docx"](**{"..__..__evil_txt": b"x"}), {"two_in_one"}),
    ]  # fmt: skip


def bombs(make: Make) -> list[tuple[str, bytes, set[str]]]:
    """As above, for what unpacks to far more than it holds, or hides how it is packed."""
    return [
        ("a.pdf", packed_bomb(), {"bomb"}),
        ("a.pdf", packed_bomb(kind=b"/Type%\n/Obj#53tm"), {"bomb"}),
        ("a.pdf", packed_bomb(9, filters=b"/Filter [/FlateDecode /FlateDecode]"), {"bomb"}),
        ("a.pdf", packed_bomb(9, filters=b"/Filter /#46lateDecode"), {"bomb"}),
        ("a.pdf", packed_bomb(9, filters=b"/Filter /ASCIIHexDecode"), {"bomb"}),
        ("a.pdf", packed_bomb(9, filters=b"/Filter 7 0 R"), {"bomb"}),
        ("a.docx", make["docx"](word___rels__document_xml_rels=b"<x>" + bytes(5_000_000)), {"bomb"}),
        ("a.pdf", b"%PDF-1.7\n" + b"/Type/ObjStm stream\n" * 20_001 + b"%%EOF", {"bomb"}),
    ]  # fmt: skip


def hostile_pictures_and_texts(make: Make) -> list[tuple[str, bytes, set[str]]]:
    """As above, for pictures, texts and what pretends to be one."""
    png, jpeg, zipped = make["picture"]("PNG"), make["picture"]("JPEG"), archive(a=b"x")
    return [
        ("a.doc", b"\xd0\xcf\x11\xe0" + bytes(600), {"unknown_type"}),
        ("a.rtf", b"{\\rtf1 }", {"unknown_type"}),
        ("a.png", picture_bomb(), {"too_many_pixels"}),
        ("a.png", png + b"<?php ?>", {"two_in_one"}),
        ("a.png", png + zipped, {"two_in_one"}),
        ("a.png", png + b"\x00", {"two_in_one"}),
        ("a.png", png[:-20], {"damaged"}),
        ("a.jpg", jpeg + b"more", {"two_in_one"}),
        ("a.jpg", jpeg + zipped, {"two_in_one"}),
        ("a.jpg", jpeg[: len(jpeg) // 2], {"damaged", "two_in_one"}),
        ("a.gif", b"GIF89a" + bytes(40), {"unknown_type"}),
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", {"markup"}),
        ("a.txt", b"<!DOCTYPE html><p>", {"markup"}),
        ("a.txt", b"\n <html>", {"markup"}),
        ("a.txt", b"#!/bin/sh\nrm -rf /", {"markup"}),
        ("a.txt", b"hello <script>alert(1)</script>", {"markup"}),
        ("a.txt", b"<?xml version='1.0'?><a/>", {"markup"}),
        ("a.txt", b"abc\x00def", {"unknown_type"}),
        ("a.txt", "收據".encode("big5"), {"unknown_type"}),
        ("a.txt", "收據".encode("utf-16"), {"unknown_type"}),
        ("a.html", b"plain words", {"name_and_type_differ"}),
    ]  # fmt: skip


def test_no_hostile_file_is_accepted_and_each_is_told_why(make: Make):
    caps = Limits(unpacked_bytes=100_000_000)
    wrong = [
        (name, content[:40], expected, found)
        for name, content, expected in [
            *hostile(make),
            *hostile_documents(make),
            *bombs(make),
            *hostile_pictures_and_texts(make),
        ]
        if (found := judged(content, name, caps)) not in expected
    ]
    assert wrong == []


def test_a_locked_archive_is_refused(make: Make):
    content = bytearray(make["docx"]())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = content.find(mark)
        while place >= 0:
            content[place + offset] |= 1
            place = content.find(mark, place + 4)
    assert judged(bytes(content), "a.docx") == "locked"


def test_a_document_that_holds_or_loads_other_files_goes_to_quarantine(make: Make):
    relation = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Type="http://x/{kind}" Target="https://example.test/" '
        'TargetMode="External"/></Relationships>'
    )
    holds = judged(make["docx"](word__embeddings__sheet1_xlsx=b"x"), "a.docx")
    loads = judged(
        make["docx"](word___rels__document_xml_rels=relation.format(kind="attachedTemplate")), "a.docx"
    )
    links = judged(make["docx"](word___rels__document_xml_rels=relation.format(kind="hyperlink")), "a.docx")
    assert getattr(holds, "reasons", None) == ("office_embedded_file",)
    assert getattr(loads, "reasons", None) == ("office_external_content",)
    assert getattr(links, "reasons", None) == ()


def test_caps_come_from_the_settings(make: Make, settings):
    settings.EXHIBIT_MAX_BYTES = 100
    assert judged(make["pdf"](), "a.pdf") == "too_large"
    settings.EXHIBIT_MAX_BYTES = 1 << 20
    settings.EXHIBIT_MAX_PIXELS = 199
    assert judged(make["picture"]("PNG"), "a.png") == "too_many_pixels"


@pytest.mark.parametrize("kind", ["pdf", "docx", "png", "jpg"])
def test_a_file_with_random_damage_is_judged_without_a_fault(make: Make, kind: str):
    makers = {"png": lambda: make["picture"]("PNG"), "jpg": lambda: make["picture"]("JPEG")}
    content = makers.get(kind, make.get(kind))()
    chance = random.Random(20261122)
    for _ in range(150):
        changed = bytearray(content)
        for _flip in range(chance.randint(1, 4)):
            changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
        assert isinstance(judged(bytes(changed), f"a.{kind}"), Verdict | str)
