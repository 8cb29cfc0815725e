"""The instrument as a PDF: one language over the whole width, or two side by side, line against line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, TypeVarTuple

from i18n import languages
from i18n.days import told_day
from portal.documents.pdf import render_pdf
from portal.power_of_attorney.documents.wording import (
    Cell,
    Parts,
    Phrase,
    Row,
    joined,
    names_for,
    parts_of,
    phrase,
    said,
)
from portal.power_of_attorney.rules.drafting import OTHER_POWERS, SPECIAL_POWERS
from portal.power_of_attorney.rules.texts.instrument import words

TEMPLATE = "power_of_attorney/instrument_print.html"
STYLE = Path(__file__).with_name("instrument.css")
Facts = Mapping[str, Any]
Given = TypeVarTuple("Given")


class Column:
    """The facts of one text in one of its languages."""

    def __init__(self, facts: Facts, code: str) -> None:
        self.facts, self.code = facts, code
        self.lang = languages.html_lang(code)
        self.words = words(facts["wording"], code)

    def cell(self, key: str, *, label: str = "", mark: str = "", **values: Any) -> Cell:
        """A sentence of the wording as a cell."""
        return Cell(
            self.lang, said(self.words[key], self.lang, **values),
            self.words[label] if label else "", self.words[mark] if mark else "",
        )  # fmt: skip

    def value(self, label: str, value: str | Phrase | Parts, **values: Any) -> Cell:
        """A label with a value behind it."""
        text = said(self.words[label], self.lang, **values)
        return Cell(self.lang, parts_of(value, self.lang), "".join(piece.text for piece in text))

    def named(self, names: Mapping[str, Mapping[str, str]]) -> Phrase:
        """A translated name in this language, or in the nearest one."""
        return phrase(names[self.code])

    def day(self, text: str) -> str:
        """An ISO date in words."""
        return told_day(self.code, date.fromisoformat(text))

    def listed(self, keys: list[str]) -> str:
        """Several words of the wording in one line."""
        first, *others = [self.words[key] for key in keys] or [""]
        return self.words["comma"].join([first, *(text[:1].lower() + text[1:] for text in others)])


def columns_of(facts: Facts) -> tuple[Column, ...]:
    """One column for each language of the document."""
    return tuple(Column(facts, code) for code in (facts["language"], facts["second_language"]) if code)


def row(kind: str, columns: tuple[Column, ...], say: Callable[[Column, *Given], Cell], *given: *Given) -> Row:
    """One row: the same thing said in every column; ``say`` gets what is given after the column."""
    return Row(kind, tuple(say(column, *given) for column in columns))


def instrument_rows(facts: Facts, columns: tuple[Column, ...]) -> list[Row]:
    """The whole text, numbered section by section."""
    sections = (
        ("h_principal", _principal), ("h_representative", _representative), ("h_agents", _agents),
        ("h_matter", _matter), ("h_powers", _powers), ("h_service", _service), ("h_validity", _validity),
        ("h_basis", _basis), ("h_languages", _texts), ("h_statement", _statement),
    )  # fmt: skip
    found = [row("intro", columns, lambda column: column.cell("intro"))]
    number = 0
    for heading, body in sections:
        rows = list(body(facts, columns))
        if rows:
            number += 1
            found += [heading_row(heading, columns, number), *rows]
    return found


def heading_row(key: str, columns: tuple[Column, ...], number: int) -> Row:
    """A numbered heading."""
    return Row(
        "heading", tuple(Cell(one.lang, parts_of(one.words[key], one.lang), str(number)) for one in columns)
    )


def _person(given: Facts, columns: tuple[Column, ...]) -> Iterator[Row]:
    yield row("name", columns, lambda one: one.value("l_name", names_for(given["names"], one.code)))
    for paper in given["papers"]:
        yield row(
            "line", columns,
            lambda one, paper: one.value("l_papers", f"{paper['kind'][one.code]} {paper['number']}"), paper,
        )  # fmt: skip


def _principal(facts: Facts, columns: tuple[Column, ...]) -> Iterator[Row]:
    yield from _person(facts["principal"], columns)
    kind = "entity" if facts["is_entity"] else "natural"
    yield row("line", columns, lambda one: one.value("l_kind", one.words[kind]))


def _representative(facts: Facts, columns: tuple[Column, ...]) -> Iterator[Row]:
    if not facts["representative"]:
        return
    yield from _person(facts["representative"], columns)
    for step in facts["chain"]:
        yield row("line", columns, _step, step)


def _step(column: Column, step: Facts) -> Cell:
    day = column.day(step["day"]) if step["day"] else ""
    return column.cell(
        "step_dated" if day else "step", label="l_chain", holder=phrase(step["holder"]),
        capacity=column.words[step["capacity"]], document=phrase(step["document"]), day=day,
    )  # fmt: skip


def _agents(facts: Facts, columns: tuple[Column, ...]) -> Iterator[Row]:
    for agent in facts["agents"]:
        yield row(
            "name", columns,
            lambda one, agent: one.value(
                "l_agent", names_for(agent["names"], one.code), position=agent["position"]
            ),
            agent,
        )  # fmt: skip
        yield row("line", columns, lambda one, kind: one.value("l_kind", one.words[kind]), agent["kind"])
        licence = agent["licence"]
        if licence:
            kind = "gba_licence" if licence["kind"] == "gba" else licence["kind"]
            yield row(
                "line", columns,
                lambda one, kind, licence: one.value("l_licence", f"{one.words[kind]} {licence['number']}"),
                kind, licence,
            )  # fmt: skip
        if agent["firm"]["text"]:
            yield row("line", columns, lambda one, firm: one.value("l_firm", phrase(firm)), agent["firm"])
        if licence and licence["kind"] == "gba":
            yield row("remark", columns, lambda one: one.cell("gba"))


def _matter(facts: Facts, columns: tuple[Column, ...]) -> Iterator[Row]:
    number = Phrase(facts["case_number"], "zh-Hans") if facts["case_number"] else None
    yield row("line", columns, lambda one: one.value("l_case", number or one.words["no_case"]))
    if facts["cause"]:
        yield row("line", columns, lambda one: one.value("l_cause", one.named(facts["cause"])))
    if facts["opponents"]:
        others = [phrase(name) for name in facts["opponents"]]
        yield row(
            "line", columns, lambda one: one.value("l_opponent", joined(others, one.words["comma"], one.lang))
        )
    if facts["matter"]["text"]:
        yield row("line", columns, lambda one: one.value("l_matter", phrase(facts["matter"])))
    stages = ["stage_enforcement" if code == "enforcement" else code for code in facts["stages"]]
    yield row("line", columns, lambda one: one.value("l_stages", one.listed(stages)))


def _powers(facts: Facts, columns: tuple[Column, ...]) -> Iterator[Row]:
    yield row("text", columns, lambda one: one.cell("general"))
    for heading, intro, codes in (
        ("h_special", "special_intro", SPECIAL_POWERS),
        ("h_other", "other_intro", OTHER_POWERS),
    ):
        yield row("sub", columns, lambda one, key: one.cell(key), heading)
        yield row("text", columns, lambda one, key: one.cell(key), intro)
        for code in codes:
            state = facts["powers"][code]
            yield row(
                f"power {state}", columns, lambda one, code, state: one.cell(code, mark=state), code, state
            )
    yield row("text", columns, lambda one: one.cell("no_full_agency"))


def _service(facts: Facts, columns: tuple[Column, ...]) -> Iterator[Row]:
    key = "service_excluded" if facts["excludes_service"] else "service_included"
    yield row("text strong" if facts["excludes_service"] else "text", columns, lambda one: one.cell(key))


def _validity(facts: Facts, columns: tuple[Column, ...]) -> Iterator[Row]:
    first, last = facts["first_day"], facts["last_day"]
    key = {(True, True): "from_to", (True, False): "from_only", (False, True): "to_only"}.get(
        (bool(first), bool(last)), "open"
    )
    yield row(
        "text", columns,
        lambda one: one.cell(key, first=one.day(first) if first else "", last=one.day(last) if last else ""),
    )  # fmt: skip


def _basis(facts: Facts, columns: tuple[Column, ...]) -> Iterator[Row]:
    key = {"filing-2021-art6": "basis_filing", "interp-2022-art523-549": "basis_interp"}.get(
        facts["basis"], "basis_missing"
    )
    yield row("text", columns, lambda one: one.cell(key))
    if facts["basis_reason"]["text"]:
        yield row("line", columns, lambda one: one.value("l_reason", phrase(facts["basis_reason"])))
    if facts["platform_reference"]:
        yield row("line", columns, lambda one: one.value("l_platform", facts["platform_reference"]))


def _texts(facts: Facts, columns: tuple[Column, ...]) -> Iterator[Row]:
    first, second = facts["language"], facts["second_language"]
    key = "two_languages" if second else "one_language"
    yield row(
        "text", columns,
        lambda one: one.cell(key, first=one.words[first], second=one.words.get(second, ""), language=one.words[first]),
    )  # fmt: skip
    if second:
        prevailing, order = facts["prevailing"] or first, facts["prevailing_order"]
        said_as = "prevails_ordered" if order["text"] else "prevails"
        yield row(
            "text strong", columns,
            lambda one: one.cell(said_as, language=one.words[prevailing], order=phrase(order)),
        )  # fmt: skip
    if facts["translated_by"]["text"]:
        yield row(
            "text", columns, lambda one: one.cell("translated", translator=phrase(facts["translated_by"]))
        )


def _statement(facts: Facts, columns: tuple[Column, ...]) -> Iterator[Row]:
    yield row("text", columns, lambda one: one.cell("statement"))
    yield row("text", columns, lambda one: one.cell("revocation"))


def print_context(facts: Facts, columns: tuple[Column, ...]) -> dict[str, Any]:
    """What every printed document of a power has: titles, number, court, footer, and the demonstration's mark."""
    version = facts["version"]
    return {
        "columns": columns,
        "is_pair": len(columns) > 1,
        "numbers": [
            Cell(one.lang, said(one.words["number"], one.lang, number=facts["reference"], version=version))
            for one in columns
        ],
        "courts": [
            Cell(one.lang, said(one.words["to"], one.lang, court=one.named(facts["court"]))) for one in columns
        ],
        "footer": columns[0].words["footer"].format(
            number=facts["reference"], version=version, wording=facts["wording"]
        ),
        "fictitious": [Cell(one.lang, said(one.words["fictitious"], one.lang)) for one in columns]
        if facts["is_fictitious"]
        else [],
    }  # fmt: skip


def title_of(facts: Facts) -> str:
    """The title of the file."""
    return f"{words(facts['wording'], facts['language'])['title']} {facts['reference']}"


def instrument_document(facts: Facts) -> bytes:
    """The text that is read and signed, as a PDF; ``facts`` as queries.instruments.facts_of gives them.

    Raises TofuRefused where a character has no glyph, FontMissing where a font is not installed.
    """
    columns = columns_of(facts)
    context = print_context(facts, columns) | {
        "rows": instrument_rows(facts, columns),
        "notices": [Cell(one.lang, said(one.words["to_be_signed"], one.lang)) for one in columns],
    }
    second = facts["second_language"] or None
    return render_pdf(
        TEMPLATE, context, facts["language"], second, title=title_of(facts), stylesheets=(STYLE,),
        for_signatures=True,
    )  # fmt: skip
