"""Why a file of law did not come, or did not go in, or what was doubtful in it: a code with facts, kept so and told in
the reader's language.

The words stand in English, as message ids; ``queries/refusals.py`` says them in the language of the page. What a
library or the system said is the ``detail``: it stays as it was said.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Union

LONGEST_FACT, LONGEST_DETAIL = 200, 300
DEEPEST = 3
PLACEHOLDER = re.compile(r"%\((\w+)\)s")
Fact = Union[str, int, "Reason"]


def _(words: str) -> str:
    """Marks a message id for the catalogues."""
    return words


WORDS = {
    # the address and the line
    "address_unreadable": _("“%(address)s” is not an address"),
    "address_insecure": _("“%(address)s” is not an https address"),
    "address_uncallable": _("“%(address)s” is not an address that may be called"),
    "sent_elsewhere": _("the server sends on to another place (%(place)s)"),
    "server_answers": _("the server answers %(status)s"),
    "no_answer": _("the server does not answer: %(why)s"),
    "broke_off": _("the download broke off (%(why)s); the next run goes on from there"),
    "connection_refused": _("the connection was refused"),
    "host_unknown": _("the name of the host is unknown"),
    "certificate": _("its certificate is not trusted"),
    "timed_out": _("nothing came for too long"),
    "took_too_long": _("it took too long"),
    "garbled": _("what it answers is not HTTP"),
    "ended_early": _("the connection ended too early"),
    "network": _("the network failed"),
    "cut_short": _("%(size)s did not come"),
    "part_unfit": _("the part held does not fit the file"),
    "run_too_long": _("the run had lasted too long already; the next run takes it"),
    "under_way": _("another run is fetching law into this folder"),
    "run_stopped": _("the run was stopped by an error that nobody foresaw"),
    # lists
    "list_too_large": _("the list is larger than %(size)s"),
    "list_not_whole": _("the list did not come whole: %(why)s"),
    "list_not_json": _("the list is not JSON"),
    "list_empty": _("the list names no archive"),
    "list_too_long": _("the list names more than %(most)s archives"),
    # downloads
    "other_part": _("the server sent another part of the file than was asked for"),
    "packed_twice": _("the server sent the file packed once more, which was not asked for"),
    "file_too_large": _("the file is larger than %(size)s"),
    "no_room": _("there is not enough room on the disk"),
    "not_written": _("the file could not be written"),
    "no_zip": _("the answer is not a ZIP archive"),
    "no_zip_page": _("the answer is not a ZIP archive: it is an HTML page"),
    "wrong_digest": _("its digest is %(found)s, the list states %(stated)s"),
    "wrong_length": _("its length in bytes is %(found)s, the list states %(stated)s"),
    # archives and files
    "no_file": _("there is no such file"),
    "no_regular_file": _("it is not a regular file"),
    "file_unreadable": _("the file cannot be read"),
    "archive_unreadable": _("the archive cannot be read"),
    "archive_too_large": _("the archive unpacks to more than is allowed"),
    "member_unreadable": _("the member of the archive cannot be read"),
    "member_encrypted": _("the member of the archive is encrypted"),
    "member_bomb": _("the member of the archive is compressed beyond reason"),
    "member_packing": _("the member of the archive is compressed in another way than the usual one"),
    "member_astray": _("the name of the member leads out of the archive"),
    "member_link": _("the member of the archive is a link, not a file"),
    "file_empty": _("the file is empty"),
    "not_text": _("the file is not text"),
    "not_utf8": _("the file is not UTF-8 text"),
    "declares_entities": _(
        "the file declares a document type or entities, which e-Legislation files never do"
    ),
    "malformed": _("malformed XML in line %(line)s"),
    "not_foreseen": _("the file is not built as its kind is"),
    "database": _("the database would not take it"),
    "worth_less": _("the library holds this text with more authority: a copy of less does not replace it"),
    # Hong Kong e-Legislation
    "hklm_root": _("the root element is not of the HKLM schema"),
    "hklm_language": _("the language “%(language)s” is not one of those published"),
    "hklm_date": _("the file states no version date"),
    "hklm_meta": _("the file has no meta element"),
    "hklm_number": _("the file states no document number"),
    "hklm_provisions": _("the file holds no provisions"),
    # Akoma Ntoso
    "akn_no_act": _("the file is Akoma Ntoso, but no act"),
    "akn_incomplete": _("the act has no meta or no body element"),
    "akn_provisions": _("the act holds no provisions"),
    "akn_name": _("the work “%(name)s” is not named as one of Hong Kong, Macao or the Mainland"),
    "akn_language": _("the language “%(language)s” is not one of those held"),
    "akn_own_facts": _("the library's own facts are not whole"),
    "akn_own_words": _("the library's own facts hold words that it does not know"),
    # Macao
    "macao_xml": _("the file is XML, not a Macao text"),
    "macao_name": _("the text does not open with the name of a Macao act, code or judgment"),
    "macao_articles": _("no article was found in the text (%(language)s)"),
    "macao_decree": _("the text calls itself a code, but its first article approves one: it is the decree"),
    "summary_court": _("the summary names no court, and docket numbers collide across courts"),
    "summary_text": _("the summary has no text"),
    "page_name": _("the page does not hold an act or code of Macao under its name"),
    "page_lines": _("the page has more lines than is allowed"),
    "page_unreadable": _("the page cannot be read"),
    "page_empty": _("the page is empty"),
    "page_utf16": _("the page is written in UTF-16, which the gazette never uses"),
    "page_characters": _("the characters of the page cannot be read: %(stated)s, and %(found)s"),
    "states_mark": _("its first bytes say UTF-8"),
    "states_encoding": _("it declares %(encoding)s"),
    "states_nothing": _("it declares no encoding"),
    "not_in_encoding": _("its bytes are not %(encoding)s"),
    "holds_nul": _("it holds NUL characters"),
    "mixed_encoding": _("text in another encoding stands in it (“%(sample)s”; places: %(places)s)"),
    "not_chinese": _("its Chinese characters make no Chinese text"),
    "too_many_accents": _("more than a third of its letters bear accents, as in Chinese read as Latin"),
    # tables of judgments: whole sentences, told in a form
    "table_too_large": _("The file is larger than 20 MB."),
    "table_not_text": _("The file is not text in UTF-8."),
    "table_empty": _("The file is empty."),
    "table_headings": _("The first line must name the columns; “jurisdiction” and “citation” are needed."),
    # doubts: the file went in
    "claims_authentic": _(
        "the file calls its text authentic; nobody vouched for it, so it went in as a convenience copy"
    ),
    "claims_official": _(
        "the file calls its text official; nobody vouched for it, so it went in as a convenience copy"
    ),
    "file_superseded": _("another file of %(day)s was held; this one supersedes it and both are kept"),
    "summary_superseded": _("another summary was held; this one supersedes it and both are kept"),
    "reaches_back": _(
        "%(place)s: the version date reaches back over a held file with another text; "
        "taken as known only where a file shows it"
    ),
    "stands_again": _("%(place)s stands %(times)s times; the later one got an ordinal"),
    "status_unknown": _("%(place)s: the status “%(status)s” is unknown, kept as not stated"),
    "name_and_date": _("the date in the file name differs from the date inside; the inside was taken"),
    "epigraph_end": _("article %(number)s: where the epigraph ends was not certain"),
    "page_declares": _("the page declares %(declared)s, but is written in %(encoding)s"),
    "unpaired_divisions": _("%(place)s: languages not paired, the divisions above it differ"),
    "unpaired_epigraph": _("%(place)s: languages not paired, the epigraphs do not agree"),
    "unpaired_paragraphs": _("%(place)s: languages not paired, the numbered paragraphs differ"),
}
"""The words of every code."""


@dataclass(frozen=True)
class Reason:
    """A code of :data:`WORDS` and its facts: words of the file, numbers, or another reason; ``size`` is in bytes."""

    code: str
    facts: Mapping[str, Fact] = field(default_factory=dict)
    detail: str = ""

    def plain(self) -> str:
        """In English, with the details: for logs and the command line."""
        facts = {name: _plain(name, value) for name, value in self.facts.items()}
        words = WORDS[self.code] % facts if self.code in WORDS else self.code
        return f"{words}: {self.detail}" if self.detail else words

    def details(self) -> str:
        """What libraries and the system said, of this reason and of those within."""
        inner = [fact.details() for fact in self.facts.values() if isinstance(fact, Reason)]
        return "; ".join(filter(None, (*inner, self.detail)))

    def as_json(self) -> dict[str, Any]:
        """Plain values, to be kept."""
        facts = {
            name: fact.as_json() if isinstance(fact, Reason) else fact for name, fact in self.facts.items()
        }
        return {"code": self.code, "facts": facts} | ({"detail": self.detail} if self.detail else {})


def reason(code: str, /, *, detail: str = "", **facts: Fact) -> Reason:
    """A reason whose words are short and can be shown."""
    shown = {
        name: _shown(fact, LONGEST_FACT) if isinstance(fact, str) else fact for name, fact in facts.items()
    }
    return Reason(code, shown, _shown(detail, LONGEST_DETAIL))


def read_reason(kept: object, depth: int = 0) -> Reason | None:
    """A reason from what was kept; none where it is no longer one that there are words for."""
    if not isinstance(kept, Mapping) or depth > DEEPEST:
        return None
    code, given, detail = kept.get("code"), kept.get("facts", {}), kept.get("detail", "")
    if not isinstance(code, str) or code not in WORDS or not isinstance(given, Mapping):
        return None
    facts = {
        name: read_reason(fact, depth + 1) if isinstance(fact, Mapping) else fact
        for name, fact in given.items()
    }
    told = {name: fact for name, fact in facts.items() if isinstance(fact, str | int | Reason)}
    if set(told) != set(PLACEHOLDER.findall(WORDS[code])):
        return None
    return Reason(code, told, detail if isinstance(detail, str) else "")


class Refusal(Exception):
    """Something that is not taken; ``str`` gives the reason in English."""

    def __init__(self, code: str, /, *, detail: str = "", **facts: Fact) -> None:
        self.reason = reason(code, detail=detail, **facts)
        super().__init__(self.reason)

    def __str__(self) -> str:
        return self.reason.plain()


def _plain(name: str, fact: Fact) -> str:
    if isinstance(fact, Reason):
        return fact.plain()
    return f"{fact} bytes" if name == "size" else str(fact)


def _shown(text: str, most: int) -> str:
    return "".join(char if char.isprintable() else "\ufffd" for char in " ".join(text.split())[:most])
