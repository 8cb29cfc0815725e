"""What stands in the way of each answer that the judge may give (arts 2, 5, 8, 9): named, so that it can be mended."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from foreign_law.rules.ascertainment import routes


@dataclass(frozen=True)
class Obstacle:
    """One thing that is missing: a code, and what it is about (numbers, dates, keys of parties)."""

    code: str
    about: dict[str, Any] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Said:
    """A living position: whose, on which question and aspect, and whether it came after the last showing in court."""

    party: str
    question: int
    aspect: str
    stance: str
    is_fresh: bool = True


@dataclass(frozen=True)
class Hearing:
    """The state of the hearing: parties of the day, living questions, positions, and who kept silent.

    ``silent``: parties with an opportunity on record after the last showing. ``was_shown``: something was shown at all.
    ``unshown``: numbers of materials that count and were not shown in court. ``interested``: of those that count and come
    from somebody who declared an interest in the case. ``undecided``: numbers of the attempts on which a party asked for
    a questioning. ``until``: the last day for positions that still runs, by party.
    """

    parties: tuple[str, ...]
    questions: tuple[int, ...]
    said: tuple[Said, ...] = ()
    silent: frozenset[str] = frozenset()
    was_shown: bool = True
    unshown: tuple[int, ...] = ()
    interested: tuple[int, ...] = ()
    undecided: tuple[int, ...] = ()
    until: Mapping[str, date] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Tried:
    """One attempt: its number, its route, the judge's outcome ("" while none), whether it still awaits something."""

    number: int
    route: int
    outcome: str
    is_open: bool = False


@dataclass(frozen=True)
class Fixed:
    """A period to provide the law, with what became of it.

    ``justified``: as the judge holds, None undecided. ``is_ended``: by the judge, before its last day; nobody failed in
    such a period.
    """

    due_date: date
    was_justification_given: bool = False
    justified: bool | None = None
    is_extension_pending: bool = False
    is_ended: bool = False


def objections(hearing: Hearing) -> list[Said]:
    """The objections that stand, by question, then by party."""
    found = [one for one in hearing.said if one.stance == routes.OBJECT and one.question in hearing.questions]
    return sorted(found, key=lambda one: (one.question, one.party, routes.ASPECTS.index(one.aspect)))


def unheard(hearing: Hearing) -> list[Obstacle]:
    """What was not shown, and who was not heard on content, meaning and application of each question (art. 5).

    A position from before the last showing counts only as an objection. An opportunity on record stands for all, once the
    period for positions is over. Nothing counts that comes from somebody with an interest in the case (art. 4), and
    whoever asked for a questioning is told first whether it takes place (art. 7).
    """
    if not hearing.was_shown:
        return [Obstacle("nothing_shown")]
    spoken = {
        (one.party, one.question, one.aspect)
        for one in hearing.said
        if one.is_fresh or one.stance == routes.OBJECT
    }
    found = [Obstacle("not_shown", {"number": number}) for number in hearing.unshown]
    found += [Obstacle("interested", {"number": number}) for number in hearing.interested]
    found += [Obstacle("questioning_undecided", {"attempt": number}) for number in hearing.undecided]
    for party in hearing.parties:
        points = [(question, aspect) for question in hearing.questions for aspect in routes.ASPECTS]
        open_points = [point for point in points if (party, *point) not in spoken]
        if party not in hearing.silent:
            found += [
                Obstacle("unheard", {"party": party, "question": question, "aspect": aspect})
                for question, aspect in open_points
            ]
        elif open_points and party in hearing.until:
            found.append(Obstacle("positions_run", {"party": party, "due_date": hearing.until[party]}))
    return found


def against_confirming(hearing: Hearing) -> list[Obstacle]:
    """Art. 8(1): every party was heard and none objects, neither to content nor to meaning nor to application."""
    standing = [
        Obstacle("objection", {"party": one.party, "question": one.question, "aspect": one.aspect})
        for one in objections(hearing)
    ]
    return [*standing, *unheard(hearing)]


def against_determining(hearing: Hearing, *, supplements: int, why_none: str) -> list[Obstacle]:
    """Art. 8(2): an objection stands, after a round of supplement or where the judge says why none was necessary.

    ``supplements``: rounds ordered after an objection was raised.
    """
    found = unheard(hearing)
    if not objections(hearing):
        found.insert(0, Obstacle("no_objection"))
    if not supplements and not why_none.strip():
        found.append(Obstacle("no_supplement"))
    return found


def against_adopting(
    hearing: Hearing, *, is_effective: bool, is_relied_on: bool, was_shown_in_court: bool, rebuttals: int,
    on_rebuttals: str,
) -> list[Obstacle]:  # fmt: skip
    """Art. 8(3): an effective judgment found it, it was relied on and shown, evidence to the contrary is answered."""
    checks = (
        (is_effective, "finding_not_effective"), (is_relied_on, "finding_not_relied_on"),
        (was_shown_in_court, "finding_not_shown_in_court"),
        (not rebuttals or bool(on_rebuttals.strip()), "rebuttals_unanswered"),
    )  # fmt: skip
    return [*(Obstacle(code) for passed, code in checks if not passed), *unheard(hearing)]


def against_holding_unascertainable(
    basis: str,
    tried: Sequence[Tried],
    periods: Sequence[Fixed],
    *,
    on: date,
    needed: int,
    provided_in_time: int,
    unseen: int = 0,
    may_look: bool = True,
    standing: Sequence[int] = (),
) -> list[Obstacle]:
    """Guards 1 and 2, by the basis. ``provided_in_time``: materials of parties that count and failed nowhere.

    What an effective judgment found is confirmed unless it is rebutted (art. 8(3)), so it was looked at first:
    ``unseen`` findings were shown to nobody (``may_look``: they may be looked at in this state, without a supplement being
    ordered first); ``standing``: materials of findings relied on, effective and unrebutted.
    """
    look = "findings_unseen" if may_look else "findings_unseen_in_hearing"
    found = [Obstacle(look, {"count": unseen})] if unseen else []
    found += [Obstacle("finding_stands", {"number": number}) for number in standing]
    found += [
        Obstacle("sufficient", {"attempt": one.number})
        for one in tried if one.outcome == routes.SUFFICIENT
    ] + [Obstacle("still_open", {"attempt": one.number}) for one in tried if one.is_open]  # fmt: skip
    if basis == routes.PARTY_CHOICE:
        return [*found, *_against_choice(periods, on, provided_in_time)]
    return [*found, *_against_conflict_rule(tried, needed)]


def _against_conflict_rule(tried: Sequence[Tried], needed: int) -> list[Obstacle]:
    """Art. 2, second and third paragraphs: different routes failed, and not the party's alone."""
    failed = {one.route for one in tried if one.outcome in routes.FAILED}
    found = []
    if failed == {routes.PARTY}:
        found.append(Obstacle("only_the_party"))
    if len(failed) < max(needed, 1):
        found.append(Obstacle("too_few_routes", {"failed": len(failed), "needed": max(needed, 1)}))
    return found


def _against_choice(periods: Sequence[Fixed], on: date, provided_in_time: int) -> list[Obstacle]:
    """Art. 9: a period was fixed and is over, extensions are decided, nothing was provided, nothing justifies it."""
    kept = [one for one in periods if not one.is_ended]
    found = [] if kept else [Obstacle("no_period")]
    for one in kept:
        about = {"due_date": one.due_date}
        if on <= one.due_date:
            found.append(Obstacle("period_runs", about))
        if one.is_extension_pending:
            found.append(Obstacle("extension_pending", about))
        if one.justified:
            found.append(Obstacle("justified", about))
        if one.was_justification_given and one.justified is None:
            found.append(Obstacle("justification_undecided", about))
    if provided_in_time:
        found.append(Obstacle("provided_in_time", {"count": provided_in_time}))
    return found
