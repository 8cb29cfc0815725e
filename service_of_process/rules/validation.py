"""What the requested court would send a request back for, found before it leaves: the list that every request passes.

Arrangement of 1999 (Hong Kong) arts 3, 8, 9; of 2020 (Macao) arts 5, 8, 10, 11, 15, 17; of 2017 (evidence, Hong Kong)
arts 4, 8; CPL arts 128, 285, 286. A problem blocks; a warning is read and left to the clerk and the judge. Buffers
before a hearing are practice of the court and never more than a warning.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from service_of_process.rules import addresses, document_lists, names
from service_of_process.rules.channels import ENTRUSTED, EVIDENCE, ONLINE, POST, family_of
from service_of_process.rules.sets import sets_needed

CHINESE = frozenset({"zh-hant", "zh-hans"})
#: Calling somebody to answer: a claim, an appeal, a counterclaim.
TO_BE_ANSWERED = frozenset({"claim", "appeal", "counterclaim"})
#: CPL 285 and 286 for parties without domicile in the Mainland; CPL 128 and 174 for the others.
ANSWER_DAYS, ANSWER_DAYS_AT_HOME = 30, 15


@dataclass(frozen=True)
class Problem:
    """One thing found: its code, the article, whether it stops the request, and what it is about.

    ``where``: ``document:3`` or ``address``; empty for the request as a whole.
    """

    code: str
    article: str
    blocks: bool
    where: str = ""


@dataclass(frozen=True)
class Paper:
    """One document of the set as entered. ``is_readable``: not in quarantine."""

    number: int
    kind: str
    language: str
    has_translation: bool = False
    translator_named: bool = False
    name: str = ""
    address: str = ""
    is_readable: bool = True


@dataclass(frozen=True)
class Facts:
    """A request as it stands. Days are whole days; ``today`` None leaves out what depends on it.

    ``name``: as the letter names the addressee; ``other_names`` and ``former_names``: further recorded ones.
    ``address``: the postal address of the leg, empty for a leg without one. ``evidence``: which of the entries a letter
    for evidence asks for are filled, None for a matter of service.
    """

    channel: str
    region: str
    name: str
    nature: str
    papers: tuple[Paper, ...] = ()
    other_names: tuple[str, ...] = ()
    former_names: tuple[str, ...] = ()
    address: str = ""
    address_withdrawn: bool = False
    means: str = ""
    sets: int | None = None
    answer_days: int | None = None
    hearing: date | None = None
    evidence_date: date | None = None
    today: date | None = None
    warn_days: int | None = None
    short_days: int | None = None
    at_home: bool = False
    is_judgment: bool = False
    special_method: bool = False
    bears_costs: bool = False
    letter_made: bool = False
    evidence: frozenset[str] | None = None

    @property
    def is_entrusted(self) -> bool:
        """Sent to a court beyond the border with a letter of request."""
        return family_of(self.channel) in (ENTRUSTED, EVIDENCE)

    @property
    def is_macao(self) -> bool:
        """Under the Arrangement of 2020."""
        return self.region == document_lists.MACAO


#: What a letter of request for evidence must say: 2020 art. 17; 2017 art. 8. "person" only for an examination.
EVIDENCE_ENTRIES = ("parties", "purpose", "items")


def problems(facts: Facts, *, fold: Callable[[str], str] = str) -> list[Problem]:
    """Everything found in a request, problems that block first.

    :param fold: joins simplified and traditional forms; what agrees only by it is warned of, never passed as the same.
    """
    found = [
        *_letter(facts), *_address(facts), *_documents(facts, fold), *_periods(facts), *_hearing(facts),
        *_sending(facts), *_evidence(facts),
    ]  # fmt: skip
    return sorted(found, key=lambda problem: not problem.blocks)


def blocking(found: list[Problem]) -> list[Problem]:
    """Those that stop the request."""
    return [problem for problem in found if problem.blocks]


#: Articles by topic: service to Hong Kong (1999), to Macao (2020), evidence from Hong Kong (2017), from Macao (2020).
_ARTICLES: dict[str, tuple[str, str, str, str]] = {
    "letter": ("art3", "art10", "art8", "art17"),
    "translation": ("art3", "art5", "art4", "art5"),
    "costs": ("art8", "art8", "art9", "art8"),
    "list": ("art9", "art15", "art8", "art17"),
    "hearing": ("art4", "art13", "art10", "art6"),
    "sets": ("art3", "art11", "art8", "art17"),
}


def _article(facts: Facts, topic: str) -> str:
    """The article on a topic for this request; what goes another way than by a letter follows practice."""
    if not facts.is_entrusted:
        return "practice"
    hong_kong, macao, hong_kong_evidence, macao_evidence = _ARTICLES[topic]
    evidence = family_of(facts.channel) == EVIDENCE
    if facts.is_macao:
        return f"macao-arrangement-2020-{macao_evidence if evidence else macao}"
    return f"hk-evidence-2017-{hong_kong_evidence}" if evidence else f"hk-arrangement-1999-{hong_kong}"


def _letter(facts: Facts) -> Iterator[Problem]:
    if not facts.is_entrusted:
        return
    article = _article(facts, "letter")
    if not facts.nature.strip():
        yield Problem("nature_missing", article, True)
    if facts.at_home:
        yield Problem("domicile_in_the_mainland", "hkmo-service-2009-art6", False)
    if not facts.letter_made:
        yield Problem("letter_not_made", article, False)


def _address(facts: Facts) -> Iterator[Problem]:
    """Detailed enough to be found (1999 art. 3; 2020 art. 10); a letter for evidence names people in its own entries."""
    if family_of(facts.channel) not in (ENTRUSTED, POST):
        return
    article = _article(facts, "letter") if facts.is_entrusted else "hkmo-service-2009-art7"
    detail = addresses.detail_of(facts.address)
    if detail in (addresses.EMPTY, addresses.NOT_DETAILED):
        yield Problem(f"address_{detail}", article, True, "address")
    elif detail == addresses.MAILBOX:
        yield Problem("address_mailbox", article, facts.is_entrusted, "address")
    elif detail == addresses.WITHOUT_NUMBER:
        yield Problem("address_without_number", article, False, "address")
    if facts.address_withdrawn:
        yield Problem("address_withdrawn", article, True, "address")


def _documents(facts: Facts, fold: Callable[[str], str]) -> Iterator[Problem]:
    if not facts.papers and family_of(facts.channel) != EVIDENCE:
        yield Problem("no_documents", _article(facts, "letter"), True)
    for paper in facts.papers:
        where = f"document:{paper.number}"
        if not paper.is_readable:
            yield Problem("document_in_quarantine", "portal", True, where)
        yield from _translation(facts, paper, where)
        yield from _kind(facts, paper, where)
        yield from _name(facts, paper, where, fold)
        if paper.address and facts.address and not addresses.same_text(paper.address, facts.address, fold):
            yield Problem("address_differs", _article(facts, "letter"), False, where)


def _translation(facts: Facts, paper: Paper, where: str) -> Iterator[Problem]:
    """A document that is not Chinese goes with a Chinese translation, Portuguese to Macao too (1999 art. 3; 2020 art. 5)."""
    if paper.language in CHINESE:
        return
    article = _article(facts, "translation") if facts.is_entrusted else "cpl-2023-art273"
    if not paper.has_translation:
        yield Problem("translation_missing", article, facts.is_entrusted, where)
    elif not paper.translator_named:
        yield Problem("translator_not_named", article, False, where)


def _kind(facts: Facts, paper: Paper, where: str) -> Iterator[Problem]:
    if family_of(facts.channel) != ENTRUSTED:
        return
    standing = document_lists.standing_of(paper.kind, facts.region)
    article = _article(facts, "list")
    if standing == document_lists.NOT_OURS:
        yield Problem("document_of_another_court", article, True, where)
    elif standing == document_lists.NOT_LISTED:
        yield Problem("document_not_listed", article, False, where)


def _name(facts: Facts, paper: Paper, where: str, fold: Callable[[str], str]) -> Iterator[Problem]:
    found = names.comparison(paper.name, facts.name, facts.other_names, facts.former_names, fold=fold)
    article = _article(facts, "letter")
    if found == names.DIFFERENT:
        yield Problem("name_differs", article, True, where)
    elif found == names.OTHER_SCRIPT:
        yield Problem("name_in_other_script", article, False, where)
    elif found == names.FORMER:
        yield Problem("name_is_former", article, False, where)
    elif found == names.NOT_ENTERED:
        yield Problem("name_not_entered", article, False, where)


def _periods(facts: Facts) -> Iterator[Problem]:
    """The days to answer that the papers state: 30 without domicile in the Mainland (CPL 285, 286), else 15
    (CPL 128, 174).
    """
    kinds = {paper.kind for paper in facts.papers}
    if not kinds & TO_BE_ANSWERED or facts.evidence is not None:
        return
    on_appeal = "appeal" in kinds
    article = "cpl-2023-art286" if on_appeal else "cpl-2023-art285"
    wanted = ANSWER_DAYS
    if facts.at_home:
        article, wanted = "cpl-2023-art174" if on_appeal else "cpl-2023-art128", ANSWER_DAYS_AT_HOME
    if facts.answer_days is None:
        yield Problem("answer_period_missing", article, True)
    elif facts.answer_days < wanted:
        yield Problem("answer_period_short", article, True)
    elif facts.answer_days > wanted:
        yield Problem("answer_period_long", article, False)
    if "claim" in kinds and facts.evidence_date is None:
        yield Problem("evidence_date_missing", "practice", False)


def _hearing(facts: Facts) -> Iterator[Problem]:
    """A hearing that has passed does not stop service (1999 art. 4; 2020 art. 13); buffers are the court's practice."""
    if facts.evidence is not None:
        return  # the articles on hearings are about service
    if facts.hearing is None:
        if any(paper.kind == "summons" for paper in facts.papers):
            yield Problem("hearing_missing", "cpl-2023-art139", True)
        return
    if facts.today is None:
        return
    days = (facts.hearing - facts.today).days
    if days <= 0:
        yield Problem("hearing_past", _article(facts, "hearing"), False)
    elif facts.short_days is not None and days < facts.short_days:
        yield Problem("hearing_urgent", "practice", False)
    elif facts.warn_days is not None and days < facts.warn_days:
        yield Problem("hearing_close", "practice", False)


def _sending(facts: Facts) -> Iterator[Problem]:
    if family_of(facts.channel) == ENTRUSTED and (facts.sets or 0) < sets_needed(1, facts.means):
        yield Problem("sets_too_few", _article(facts, "sets"), True)
    if facts.is_entrusted:
        if facts.is_macao and facts.means != "platform":
            yield Problem("platform_first", "macao-arrangement-2020-art3", False)
        if facts.special_method and not facts.bears_costs:
            yield Problem("costs_not_undertaken", _article(facts, "costs"), True)
    if family_of(facts.channel) == ONLINE and facts.is_judgment:
        yield Problem("paper_judgment_on_request", "cpl-2023-art90", False)


def _evidence(facts: Facts) -> Iterator[Problem]:
    if facts.evidence is None:
        return
    article = "macao-arrangement-2020-art17" if facts.is_macao else "hk-evidence-2017-art8"
    for entry in EVIDENCE_ENTRIES:
        if entry not in facts.evidence:
            yield Problem(f"evidence_{entry}_missing", article, True)
    if "examination" in facts.evidence and "person" not in facts.evidence:
        yield Problem("evidence_person_missing", article, True)
