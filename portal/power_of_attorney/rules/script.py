"""The script of a witnessing session as data: eleven steps, the questions of each, who is asked, which answers pass.

Provisions on cross-border online filing (2021) art. 6 (judge, party and lawyer together on video; the judge confirms
the lawyer, the firm and the true intention); Online Litigation Rules arts 4, 7, 24; recording rules (2017) art. 4.
The wording lies in rules/texts/script_*.py, fixed and reviewed in four languages.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

STEPS = tuple(range(1, 12))
#: The step in which party and agents sign, and the one that follows the attestation.
READING, PLEDGE, SIGNING, CLOSING = 8, 9, 10, 11
#: Answers in these steps count only for the text of the instrument that they were given on.
BOUND_TO_TEXT = frozenset({READING, PLEDGE, SIGNING})

PARTY, AGENT, INTERPRETER, EVERYBODY = "party", "agent", "interpreter", "everybody"

#: The order in which special powers are read out (CPL art. 62; the last three by practice).
POWERS = (
    "admit_claims", "waive_claims", "change_claims", "settle", "counterclaim", "appeal",
    "enforcement", "receive_money", "sub_delegation",
)  # fmt: skip


@dataclass(frozen=True)
class Kind:
    """A way of asking: the answers offered, in order, those that pass, and those that need words."""

    answers: tuple[str, ...]
    passing: frozenset[str]
    needs_words: frozenset[str] = frozenset()


def _kind(answers: str, passing: str, needs_words: str = "") -> Kind:
    return Kind(tuple(answers.split()), frozenset(passing.split()), frozenset(needs_words.split()))


STATEMENT = _kind("done", "done")
FAREWELL = _kind("done in_writing", "done in_writing")
CONFIRMED = _kind("yes no", "yes")
DENIED = _kind("no yes", "no", "yes")
EITHER = _kind("yes no", "yes no", "yes")
OPEN = _kind("answered not_answered", "answered", "answered")
CHECKED = _kind("matches differs", "matches", "differs")
COMPANY = _kind("alone others", "alone others", "others")
POWER = _kind("yes no", "yes")


@dataclass(frozen=True)
class Item:
    """One line of the script. ``only_if`` names a condition of the cast: ``interpreter``, ``entity``, ``lawyer``, …"""

    code: str
    step: int
    kind: Kind
    asked: str
    only_if: str = ""


ITEMS: tuple[Item, ...] = (
    Item("opening.court", 1, STATEMENT, EVERYBODY),
    Item("opening.recording", 1, STATEMENT, EVERYBODY),
    Item("opening.rights", 1, STATEMENT, EVERYBODY),
    Item("opening.consent", 1, CONFIRMED, PARTY),
    Item("opening.consent", 1, CONFIRMED, AGENT),
    Item("opening.consent", 1, CONFIRMED, INTERPRETER),
    Item("party.name", 2, CHECKED, PARTY),
    Item("party.birth_date", 2, CHECKED, PARTY),
    Item("party.document", 2, CHECKED, PARTY),
    Item("party.camera", 2, CHECKED, PARTY),
    Item("party.place", 2, OPEN, PARTY),
    Item("party.company", 2, COMPANY, PARTY),
    Item("party.influence", 2, DENIED, PARTY),
    Item("language.choice", 3, OPEN, PARTY),
    Item("language.understood", 3, CONFIRMED, PARTY),
    Item("interpreter.name", 3, CHECKED, INTERPRETER),
    Item("interpreter.interest", 3, CONFIRMED, INTERPRETER),
    Item("interpreter.place", 3, OPEN, INTERPRETER),
    Item("interpreter.pledge", 3, STATEMENT, INTERPRETER),
    Item("agent.name", 4, CHECKED, AGENT),
    Item("agent.licence", 4, CHECKED, AGENT, "lawyer"),
    Item("agent.papers", 4, CHECKED, AGENT, "no_lawyer"),
    Item("agent.place", 4, OPEN, AGENT),
    Item("agent.conflict", 4, CONFIRMED, AGENT),
    Item("entity.office", 5, OPEN, PARTY, "entity"),
    Item("entity.papers", 5, CHECKED, PARTY, "entity"),
    Item("will.choice", 6, OPEN, PARTY),
    Item("will.earlier", 6, EITHER, PARTY),
    Item("will.paid", 6, EITHER, PARTY),
    Item("will.free", 6, CONFIRMED, PARTY),
    Item("will.pressure", 6, DENIED, PARTY),
    Item("case.opponent", 7, OPEN, PARTY),
    Item("case.dispute", 7, OPEN, PARTY),
    Item("scope.read", 8, STATEMENT, PARTY),
    *(Item(f"special.{power}", 8, POWER, PARTY, power) for power in POWERS),
    Item("scope.service", 8, CONFIRMED, PARTY, "service"),
    Item("scope.no_service", 8, CONFIRMED, PARTY, "no_service"),
    Item("pledge.read", 9, STATEMENT, PARTY),
    Item("pledge.code", 9, CONFIRMED, PARTY),
    Item("pledge.code", 9, CONFIRMED, AGENT),
    Item("signatures.seen", 10, CHECKED, PARTY),
    Item("signatures.seen", 10, CHECKED, AGENT),
    Item("signatures.integrity", 10, STATEMENT, EVERYBODY),
    Item("closing.copy", 11, FAREWELL, EVERYBODY),
    Item("closing.revocation", 11, FAREWELL, PARTY),
    Item("closing.interruptions", 11, FAREWELL, EVERYBODY),
    Item("closing.end", 11, FAREWELL, EVERYBODY),
)


@dataclass(frozen=True)
class Cast:
    """Who takes part, as far as the script depends on it. ``agents``: place of each → whether a lawyer."""

    agents: tuple[tuple[int, bool], ...]
    has_interpreter: bool
    is_entity: bool
    powers: frozenset[str]
    may_receive_documents: bool

    @property
    def signers(self) -> tuple[str, ...]:
        """Who signs, in order: the party before the agents."""
        return (PARTY, *(f"{AGENT}{position}" for position, _lawyer in self.agents))

    @property
    def identified(self) -> tuple[str, ...]:
        """Whose identity is checked anew in the session."""
        return (*self.signers, *((INTERPRETER,) if self.has_interpreter else ()))


@dataclass(frozen=True)
class Question:
    """One question put to one person: ``key`` is the item with the person where several are asked the same."""

    key: str
    item: Item
    who: str

    @property
    def step(self) -> int:
        return self.item.step


def questions(cast: Cast) -> tuple[Question, ...]:
    """The questions of this cast, in the order of the script. A power that was struck out is not asked any more."""
    met = {"", "service" if cast.may_receive_documents else "no_service"} | cast.powers
    if cast.is_entity:
        met.add("entity")
    asked: list[Question] = []
    for item in ITEMS:
        if item.asked == AGENT:
            asked += _of_the_agents(item, cast)
        elif item.only_if in met and (item.asked != INTERPRETER or cast.has_interpreter):
            asked.append(Question(_key(item), item, item.asked))
    return tuple(_by_step_and_person(asked))


def _of_the_agents(item: Item, cast: Cast) -> Iterable[Question]:
    for position, is_lawyer in cast.agents:
        if item.only_if in {"", "lawyer" if is_lawyer else "no_lawyer"}:
            yield Question(f"{item.code}@{AGENT}{position}", item, f"{AGENT}{position}")


def _key(item: Item) -> str:
    several = {"opening.consent", "pledge.code", "signatures.seen"}
    return f"{item.code}@{item.asked}" if item.code in several else item.code


def _by_step_and_person(asked: list[Question]) -> list[Question]:
    """In step 4 the first agent answers everything before the second."""
    return sorted(asked, key=lambda question: (question.step, question.who if question.step == 4 else ""))


def question(cast: Cast, key: str) -> Question | None:
    """The question with this key, or None where the script of this cast has none."""
    return next((one for one in questions(cast) if one.key == key), None)


def power_of(key: str) -> str:
    """The special power that a question is about, or the empty string."""
    return key.removeprefix("special.") if key.startswith("special.") else ""
