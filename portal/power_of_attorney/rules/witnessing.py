"""What is missing before the next question, a signature, the attestation, the close: pure guards over plain facts.

No guard asks who is acting; the actions do. Every guard gives all obstacles at once, so that the judge sees them together.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from portal.power_of_attorney.rules import script

#: Nothing is asked, signed or attested while the recording was not acknowledged for longer. The recording rules (2017,
#: arts 3 and 4) ask for a whole recording and name no number: this one and the two below are the court's to change.
ACKNOWLEDGED_WITHIN_SECONDS = 10
#: A person who must be present and is not heard of for longer suspends the session; likewise a gap in the recording.
ABSENT_FOR_SECONDS = 20
GAP_FOR_SECONDS = 30
#: After an interruption the script begins again at this step: identity and surroundings.
RESTART_AT_STEP = 2


@dataclass(frozen=True)
class Tick:
    """An answer that counts: what was said, on which version of the instrument."""

    answer: str
    version: int
    has_words: bool = False


@dataclass(frozen=True)
class Sheet:
    """The facts of one session at one moment.

    ``ticks``: question key → the last answer that was not voided. ``signed``: signer → digest signed.
    ``identified``: those whose identity was checked anew since the session opened or was last resumed.
    ``absent`` and ``without_consent``: places at the table, such as ``agent1``. ``by_mark``: who signed by a mark.
    """

    cast: script.Cast
    is_open: bool
    version: int
    digest: str
    ticks: Mapping[str, Tick] = field(default_factory=dict)
    identified: frozenset[str] = frozenset()
    absent: frozenset[str] = frozenset()
    without_consent: frozenset[str] = frozenset()
    signed: Mapping[str, str] = field(default_factory=dict)
    by_mark: frozenset[str] = frozenset()
    is_recording: bool = False
    has_legal_basis: bool = False
    is_attested: bool = False


@dataclass(frozen=True)
class Obstacle:
    """Why something may not happen yet: a code, and the person, step or question that it is about."""

    code: str
    about: str = ""


def is_ticked(sheet: Sheet, question: script.Question) -> bool:
    """True when the question was answered in a passing way, and on the present text where that matters."""
    tick = sheet.ticks.get(question.key)
    if tick is None or tick.answer not in question.item.kind.passing:
        return False
    if question.item.code == "signatures.seen" and question.who in sheet.by_mark and not tick.has_words:
        return False
    return question.step not in script.BOUND_TO_TEXT or tick.version == sheet.version


def open_questions(sheet: Sheet, *, until: int = script.CLOSING) -> list[script.Question]:
    """The questions still to be answered, up to and including this step, in order."""
    return [one for one in script.questions(sheet.cast) if one.step <= until and not is_ticked(sheet, one)]


def step_is_done(sheet: Sheet, step: int) -> bool:
    """True when every question of the step is ticked, everybody is identified (2–4) and everybody signed (10)."""
    if any(one.step == step and not is_ticked(sheet, one) for one in script.questions(sheet.cast)):
        return False
    if step == script.SIGNING:
        return not unsigned(sheet)
    return not any(_identified_in(who) == step for who in unidentified(sheet))


def _identified_in(who: str) -> int:
    return 2 if who == script.PARTY else 3 if who == script.INTERPRETER else 4


def unidentified(sheet: Sheet) -> list[str]:
    """Those whose identity is still to be checked anew."""
    return [who for who in sheet.cast.identified if who not in sheet.identified]


def unsigned(sheet: Sheet) -> list[str]:
    """Those who have not signed the present text, in the order of signing."""
    return [who for who in sheet.cast.signers if sheet.signed.get(who) != sheet.digest]


def obstacles_in_the_room(sheet: Sheet) -> list[Obstacle]:
    """What keeps anything at all from happening: the session is not open, somebody is missing, nothing is recorded."""
    found = [] if sheet.is_open else [Obstacle("not_open")]
    found += [] if sheet.is_recording else [Obstacle("not_recorded")]
    found += [Obstacle("absent", who) for who in sorted(sheet.absent)]
    found += [Obstacle("consent", who) for who in sorted(sheet.without_consent)]
    found += [] if sheet.has_legal_basis else [Obstacle("no_basis")]
    return found


def obstacles_to_open(sheet: Sheet) -> list[Obstacle]:
    """Before the session opens: everybody here, consents in force, a legal basis, a text."""
    found = [one for one in obstacles_in_the_room(sheet) if one.code not in {"not_open", "not_recorded"}]
    return found if sheet.version else [*found, Obstacle("no_text")]


def obstacles_to_answer(sheet: Sheet, key: str, answer: str, has_words: bool) -> list[Obstacle]:
    """Before an answer is recorded: the room is in order, the steps before are done, the answer is one of those offered."""
    asked = script.question(sheet.cast, key)
    if asked is None:
        return [Obstacle("unknown", key)]
    if answer not in asked.item.kind.answers:
        return [Obstacle("answer", key)]
    if asked.step == script.CLOSING:
        found = [] if sheet.is_attested else [Obstacle("not_attested")]
    else:
        found = obstacles_in_the_room(sheet)
    if answer in asked.item.kind.needs_words and not has_words:
        found.append(Obstacle("words", key))
    if (
        answer == "matches"
        and asked.item.code == "signatures.seen"
        and asked.who in sheet.by_mark
        and not has_words
    ):
        found.append(Obstacle("note", asked.who))
    before = [step for step in script.STEPS if step < asked.step and not step_is_done(sheet, step)]
    found += [Obstacle("step", str(step)) for step in before]
    if asked.item.code.startswith("signatures."):
        wanted = [asked.who] if asked.who in sheet.cast.signers else list(sheet.cast.signers)
        found += [Obstacle("unsigned", who) for who in unsigned(sheet) if who in wanted]
    if asked.step in script.BOUND_TO_TEXT and key != "scope.read" and not _has_been_read(sheet):
        found.append(Obstacle("not_read"))
    return found


def _has_been_read(sheet: Sheet) -> bool:
    reading = script.question(sheet.cast, "scope.read")
    return reading is not None and is_ticked(sheet, reading)


def obstacles_to_sign(sheet: Sheet, who: str, digest: str) -> list[Obstacle]:
    """Before a signature by hand: steps 1 to 9 done on the present text, the party before the agents, the same digest."""
    found = obstacles_in_the_room(sheet)
    found += [Obstacle("step", str(step)) for step in script.STEPS[:9] if not step_is_done(sheet, step)]
    found += [Obstacle("identity", one) for one in unidentified(sheet)]
    if digest != sheet.digest:
        found.append(Obstacle("digest"))
    if who not in sheet.cast.signers:
        return [*found, Obstacle("no_signer")]
    if who not in unsigned(sheet):
        found.append(Obstacle("signed", who))
    if who != script.PARTY and script.PARTY in unsigned(sheet):
        found.append(Obstacle("party_first"))
    return found


def obstacles_to_attest(sheet: Sheet) -> list[Obstacle]:
    """Before the judge attests: everything of steps 1 to 10, every signature on the present text, the room in order."""
    found = obstacles_in_the_room(sheet)
    found += [Obstacle("step", str(step)) for step in script.STEPS[:10] if not step_is_done(sheet, step)]
    found += [Obstacle("identity", who) for who in unidentified(sheet)]
    found += [Obstacle("unsigned", who) for who in unsigned(sheet)]
    return found


def obstacles_to_close(sheet: Sheet) -> list[Obstacle]:
    """Before the session is closed: step 11 is done."""
    return [] if step_is_done(sheet, script.CLOSING) else [Obstacle("step", str(script.CLOSING))]
