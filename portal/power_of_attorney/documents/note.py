"""The witnessing note: method, times, who was where, basis, course, recordings and interruptions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from portal.documents.pdf import render_pdf
from portal.power_of_attorney.documents.execution import Sealing, clock, foot, hash_row, offset
from portal.power_of_attorney.documents.instrument import STYLE, Column, columns_of, print_context, row
from portal.power_of_attorney.documents.wording import Cell, Row, joined, names_for, parts_of, phrase
from portal.power_of_attorney.rules.texts.instrument import words

TEMPLATE = "power_of_attorney/note_print.html"
Facts = Mapping[str, Any]


def note_document(facts: Facts, note: Facts, sealing: Sealing) -> bytes:
    """The note before it is signed and sealed, as a PDF, in the languages of the instrument.

    ``facts`` are those of the text that was signed; ``note`` as queries.execution.note_facts gives them. Raises
    TofuRefused where a character has no glyph, FontMissing where a font is not installed.
    """
    columns = columns_of(facts)
    context = print_context(facts, columns) | {
        "sections": [
            _section("h_note_session", _session(facts, note, columns), columns),
            _section("h_result", _result(facts, columns), columns),
            _section("h_recordings", _recordings(note, columns), columns),
            _section("h_interruptions", _interruptions(note, columns), columns),
            _section("h_documents", _documents(note, columns), columns),
        ],
        "people": [_person(person, columns) for person in note["people"]],
        "steps": [_step(step, columns) for step in note["steps"]],
        "present_heads": _heads(columns, "c_name", "c_role", "c_place", "c_identity"),
        "step_heads": _heads(columns, "c_step", "c_questions", "c_first", "c_last", "c_at"),
        "present_title": [one.cell("h_present") for one in columns],
        "script_title": [one.cell("h_script") for one in columns],
        "script_notes": [one.cell("script", wording=note["text_version"]) for one in columns],
        "statements": [one.cell("note_statement") for one in columns],
        **foot(columns, sealing),
    }
    title = f"{words(facts['wording'], facts['language'])['note_title']} {facts['reference']}"
    second = facts["second_language"] or None
    return render_pdf(
        TEMPLATE, context, facts["language"], second, title=title, stylesheets=(STYLE,), for_signatures=True
    )


def _section(heading: str, rows: list[Row], columns: tuple[Column, ...]) -> dict[str, Any]:
    return {"title": [one.cell(heading) for one in columns], "rows": rows}


def _heads(columns: tuple[Column, ...], *keys: str) -> list[list[Cell]]:
    return [[one.cell(key) for one in columns] for key in keys]


def _session(facts: Facts, note: Facts, columns: tuple[Column, ...]) -> list[Row]:
    def line(label: str, text: Callable[[Column], Any]) -> Row:
        return row("line", columns, lambda one: one.value(label, text(one)))

    method = "method_interpreted" if note["interpreted"] else "method"
    rows = [
        line("l_session", lambda one: one.words["session"].format(number=note["session"])),
        line("l_judge", lambda one: names_for(note["judge"], one.code)),
        line("l_method", lambda one: one.words[method]),
    ]
    for label, moment in (
        ("l_booked", "booked_at"), ("l_lobby", "lobby_at"), ("l_opened", "opened_at"),
        ("l_attested", "attested_at"), ("l_closed", "closed_at"),
    ):  # fmt: skip
        if note[moment]:
            rows.append(row("line", columns, _clock, label, note[moment]))
    basis = "basis_filing" if facts["basis"].startswith("filing") else "basis_interp"
    rows.append(line("l_basis", lambda one: one.words[basis]))
    if note["basis_reason"]["text"]:
        rows.append(line("l_reason", lambda _one: phrase(note["basis_reason"])))
    if facts["platform_reference"]:
        rows.append(line("l_platform", lambda _one: facts["platform_reference"]))
    return rows


def _clock(one: Column, label: str, moment: str) -> Cell:
    return one.value(label, clock(moment, one.code))


def _result(facts: Facts, columns: tuple[Column, ...]) -> list[Row]:
    states = facts["powers"]
    rows = []
    for label, wanted in (("confirmed_powers", "granted"), ("struck_powers", "struck")):
        codes = [code for code, state in states.items() if state == wanted]
        rows.append(
            row(
                "line wide", columns,
                lambda one, codes, label: one.value(label, one.listed(codes) or one.words["none"]), codes, label,
            )
        )  # fmt: skip
    return rows


def _recordings(note: Facts, columns: tuple[Column, ...]) -> list[Row]:
    rows = []
    for given in note["recordings"]:
        rows.append(
            row(
                "text", columns,
                lambda one, given: one.cell(
                    "recording", number=given["number"], chunks=given["chunks"],
                    duration=offset(given["milliseconds"]),
                ),
                given,
            )
        )  # fmt: skip
        rows.append(hash_row(given["head"]))
    return rows or [row("text", columns, lambda one: one.cell("none"))]


def _interruptions(note: Facts, columns: tuple[Column, ...]) -> list[Row]:
    rows = [row("text", columns, _interruption, given) for given in note["interruptions"]]
    return rows or [row("text", columns, lambda one: one.cell("none"))]


def _interruption(column: Column, given: Facts) -> Cell:
    ended = clock(given["ended_at"], column.code) if given["ended_at"] else column.words["still_open"]
    cause = column.words.get(given["cause"], column.words["cause_other"])
    told = [phrase(given["reason"])] if given["reason"]["text"] else []
    again = parts_of(column.words["identity_again"], column.lang) if given["identity_lost"] else ()
    return column.cell(
        "interruption", began=clock(given["began_at"], column.code), ended=ended, cause=cause,
        reason=joined([*told, *again], " ", column.lang),
    )  # fmt: skip


def _documents(note: Facts, columns: tuple[Column, ...]) -> list[Row]:
    return [
        row("text", columns, lambda one: one.cell("read_document", version=note["version"])),
        hash_row(note["read_digest"]),
        row("text", columns, lambda one: one.cell("executed_document")),
        hash_row(note["executed_digest"]),
    ]


def _person(person: Facts, columns: tuple[Column, ...]) -> dict[str, Any]:
    return {
        "names": names_for(person["names"], columns[0].code),
        "roles": [one.cell(person["role"]) for one in columns],
        "place": phrase(person["place"]),
        "checks": [[_check(one, check) for one in columns] for check in person["checks"]],
    }


def _check(column: Column, check: Facts) -> Cell:
    key = "checked_before" if check["stage"] == "before" else "checked_session"
    mark = "simulated_check" if check["is_simulated"] else ""
    return column.cell(key, result=column.words[check["result"]], mark=mark)


def _step(step: Facts, columns: tuple[Column, ...]) -> dict[str, Any]:
    moments = [
        clock(step[key], columns[0].code).split(" (")[0].split()[-1] for key in ("first_at", "last_at")
    ]
    return {
        "number": step["step"], "count": step["count"], "first": moments[0], "last": moments[1],
        "names": [one.cell(f"step_{step['step']}") for one in columns],
        "place": f"{step['recording']} · {offset(step['offset_ms'])}",
    }  # fmt: skip
