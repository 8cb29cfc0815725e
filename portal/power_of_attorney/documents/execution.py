"""The executed instrument: the text as it was read, the signatures, the judge's statement, and how to check it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from portal.documents.pdf import render_pdf
from portal.documents.qr import qr_svg
from portal.power_of_attorney.documents.instrument import (
    STYLE,
    TEMPLATE,
    Column,
    columns_of,
    instrument_rows,
    print_context,
    row,
    title_of,
)
from portal.power_of_attorney.documents.wording import Cell, Parts, Phrase, Row, names_for, phrase
from portal.power_of_attorney.rules.texts.instrument import moment_in_words

Facts = Mapping[str, Any]


@dataclass(frozen=True)
class Sealing:
    """Whose key signs, whose seal comes last, and whether either is the demonstration's."""

    signed_by: str
    sealed_by: str
    is_simulated: bool
    expects_stamp: bool


@dataclass(frozen=True)
class Signature:
    """One signature as it is printed: the picture as a data address, and its lines in each language."""

    image: str
    names: Parts
    lines: tuple[tuple[Cell, ...], ...]
    digest: str


def clock(text: str, language: str) -> str:
    """A moment of the facts in words, in the time zone of the courts."""
    return moment_in_words(timezone.localtime(datetime.fromisoformat(text)), language)


def offset(milliseconds: int) -> str:
    """A place in a recording: hours, minutes, seconds."""
    seconds = milliseconds // 1000
    return f"{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


def executed_document(facts: Facts, execution: Facts, sealing: Sealing) -> bytes:
    """The executed instrument before it is signed and sealed, as a PDF.

    ``facts`` are those of the version that was read; ``execution`` as queries.execution.execution_facts gives them.
    Raises TofuRefused where a character has no glyph, FontMissing where a font is not installed.
    """
    columns = columns_of(facts)
    context = print_context(facts, columns) | {
        "rows": instrument_rows(facts, columns),
        "execution": execution,
        "sealing": sealing,
        "signatures": [_signature(one, columns) for one in execution["signatures"]],
        "bound": _bound(execution, columns),
        "statement_rows": _statement(facts, execution, columns),
        "qr": qr_svg(execution["address"]),
        **foot(columns, sealing),
    }
    return render_pdf(
        TEMPLATE, context, facts["language"], facts["second_language"] or None, title=title_of(facts),
        stylesheets=(STYLE,), for_signatures=True,
    )  # fmt: skip


def foot(columns: tuple[Column, ...], sealing: Sealing) -> dict[str, Any]:
    """What every sealed document says at its end."""
    keys = ["by_judge"] + ([] if sealing.expects_stamp else ["no_stamp"])
    return {
        "foot_cells": [
            [
                *(one.cell(key) for key in keys),
                one.cell("signed_by", name=Phrase(sealing.signed_by, "zh-Hant")),
                one.cell("sealed_by", name=Phrase(sealing.sealed_by, "zh-Hant")),
            ]
            for one in columns
        ],
        "integrity": [one.cell("integrity") for one in columns],
        "simulated": [one.cell("simulated") for one in columns] if sealing.is_simulated else [],
    }


def _bound(execution: Facts, columns: tuple[Column, ...]) -> list[Cell]:
    return [one.cell("read_text", version=execution["version"]) for one in columns]


def _signature(given: Facts, columns: tuple[Column, ...]) -> Signature:
    lines = [
        tuple(one.cell("signed_as", role=one.words[given["role"]]) for one in columns),
        tuple(one.cell(given["way"]) for one in columns),
        tuple(one.value("signed_at", clock(given["signed_at"], one.code)) for one in columns),
        tuple(
            one.cell("at_recording", recording=given["recording"], offset=offset(given["offset_ms"]))
            for one in columns
        ),
    ]
    if given["place"]["text"]:
        lines.append(tuple(one.value("place_declared", phrase(given["place"])) for one in columns))
    lines.append(tuple(one.value("stroke_digest", "") for one in columns))
    return Signature(
        f"data:image/png;base64,{given['image']}", names_for(given["names"], columns[0].code), tuple(lines),
        given["digest"],
    )  # fmt: skip


def _statement(facts: Facts, execution: Facts, columns: tuple[Column, ...]) -> list[Row]:
    """The judge's statement, then who, when, how and where."""
    key = "judge_statement" if execution["all_lawyers"] else "judge_statement_other"
    method = "method_interpreted" if execution["interpreter"] else "method"
    rows = [
        row("text", columns, lambda one: one.cell(key, court=one.named(facts["court"]))),
        row("name", columns, lambda one: one.value("l_judge", names_for(execution["judge"], one.code))),
        row("line", columns, lambda one: one.value("l_attested", clock(execution["attested_at"], one.code))),
        row("line", columns, lambda one: one.value("l_method", one.words[method])),
    ]
    if execution["interpreter"]:
        rows.append(
            row(
                "line",
                columns,
                lambda one: one.value("l_interpreter", names_for(execution["interpreter"], one.code)),
            )
        )
    told = [given for given in execution["places"] if given["place"]["text"]]
    for number, given in enumerate(told):
        label = "" if number else "l_places"
        kind = "line cont" if number else "line"
        rows.append(row(kind, columns, _place, given, label))
    rows.append(row("text small", columns, lambda one: one.cell("l_recording")))
    return [*rows, hash_row(execution["recording_head"])]


def hash_row(digest: str) -> Row:
    """A digest over the whole width: it is the same in every language."""
    return Row("hash", (Cell("en", (Phrase(digest, "en"),)),))


def _place(column: Column, given: Facts, label: str) -> Cell:
    return column.cell(
        "place", label=label, name=names_for(given["names"], column.code), role=column.words[given["role"]],
        place=phrase(given["place"]),
    )  # fmt: skip
