"""The paragraph that the judgment must contain (art. 10): process and content, in one piece."""

from __future__ import annotations

from foreign_law.documents.ascertainment.subject import Voice
from foreign_law.models import Determination, Finding, Material, Position, RouteAttempt
from foreign_law.rules.ascertainment import lifecycle, routes
from foreign_law.rules.ascertainment.routes import FAILED, OBJECT


def paragraph(voice: Voice) -> str:
    """One flowing paragraph of what the record holds: basis, period, routes, showing, positions, result, content."""
    sentences = [
        _basis(voice), *_period(voice), *_findings(voice), *_routes(voice), *_hearing(voice), *result(voice),
        *_content(voice),
    ]  # fmt: skip
    return ("" if voice.is_chinese else " ").join(
        _ended(voice, sentence) for sentence in sentences if sentence
    )


def _ended(voice: Voice, sentence: str) -> str:
    """The sentence with its full stop, where what somebody wrote at its end has none."""
    if sentence.rstrip('”」"»)）').endswith((".", "。", "!", "！", "?", "？", ";", "；")):
        return sentence
    return f"{sentence}{'。' if voice.is_chinese else '.'}"


def _basis(voice: Voice) -> str:
    request = voice.subject.request
    if request.by_choice:
        return voice.say("p_choice", law=voice.law)
    rule = voice.free("request:conflict_rule", request.conflict_rule)
    return voice.say("p_conflict_fell" if request.basis_changes() else "p_conflict", law=voice.law, rule=rule)


def _period(voice: Voice) -> list[str]:
    """The last day for providing the law, as extended."""
    if not voice.subject.request.by_choice:
        return []
    provide = [period.due_date for period in voice.subject.request.periods_to_provide()]
    return [voice.say("p_period", due=voice.day(max(provide)))] if provide else []


def _findings(voice: Voice) -> list[str]:
    counted = {material.pk for material in voice.subject.used}
    relied = [
        shown.finding
        for shown in voice.subject.shown
        if shown.material_id in counted and shown.finding.state == Finding.State.EFFECTIVE
    ]
    return [
        voice.say("p_finding", citation=found.citation, court=found.court_name, case=found.case_number) for found in relied
    ]  # fmt: skip


def _routes(voice: Voice) -> list[str]:
    """Every attempt that left the court; between a failed one and a different route, that this one supplemented it."""
    sentences: list[str] = []
    failed = 0
    for attempt in voice.subject.attempts:
        if attempt.state in (lifecycle.ATTEMPT_WITHDRAWN, lifecycle.DECLINED_OTHER, lifecycle.OPENED):
            continue
        if failed and attempt.route != failed:
            sentences.append(voice.say("p_supplement"))
        sentences.append(_route(voice, attempt))
        failed = attempt.route if attempt.outcome in FAILED else 0
    return sentences


def _route(voice: Voice, attempt: RouteAttempt) -> str:
    words = {"whom": voice.whom(attempt), "outcome": voice.outcome(attempt)}
    if attempt.state == lifecycle.DECLINED_CONFLICT:
        took = attempt.statement_given_at or attempt.received_date  # it had taken the question on
        return voice.say("p_interest_later" if took else "p_declined", whom=words["whom"])
    received = voice.day(attempt.received_date)
    gave = any(material.attempt_id == attempt.pk for material in voice.subject.materials)
    if attempt.route == routes.PARTY and received and gave:
        return voice.say("p_route_party", received=received, **words)
    words["route"] = voice.say(f"r_{attempt.route}")
    return (
        voice.say("p_route", received=received, **words)
        if received
        else voice.say("p_route_nothing", **words)
    )


def _hearing(voice: Voice) -> list[str]:
    subject = voice.subject
    if not subject.exhibitions:
        return []
    dates = voice.joined([voice.day(shown.shown_date) for shown in subject.exhibitions])
    objections = objections_of(voice)
    all_spoke = everybody_spoke(voice)
    given = [] if all_spoke else opportunities_of(voice, silent_only=True)
    return [
        voice.say("p_exhibited" if all_spoke else "p_shown", dates=dates), *given,
        *(objections if objections else [voice.say("p_no_objection")] if subject.positions else []),
    ]  # fmt: skip


def everybody_spoke(voice: Voice) -> bool:
    """Whether each party of the day took a position on something."""
    spoke = {position.party_id for position in voice.subject.positions}
    return bool(spoke) and all(party.pk in spoke for party in voice.subject.parties)


def opportunities_of(voice: Voice, *, silent_only: bool = False) -> list[str]:
    """Each opportunity to be heard that is on record; only of those who said nothing where asked."""
    spoke = {position.party_id for position in voice.subject.positions} if silent_only else set()
    return [
        voice.say("b_opportunity", party=voice.party(one.party), date=voice.day(one.given_date),
                  how=voice.free(f"opportunity:{one.pk}:how", one.how))
        for one in voice.subject.opportunities if one.party_id not in spoke
    ]  # fmt: skip


def objections_of(voice: Voice) -> list[str]:
    """Each objection with its reasons; equal reasons of one party on one question are said once."""
    said: dict[tuple[str, int, str], tuple[Position, list[str]]] = {}
    for position in voice.subject.positions:
        if position.stance == OBJECT:
            key = (str(position.party_id), position.question.number, position.reasons.strip())
            said.setdefault(key, (position, []))[1].append(voice.say(f"a_{position.aspect}"))
    return [
        voice.say("p_objection", party=voice.party(position.party), number=position.question.number,
                  aspect=voice.joined(aspects), reasons=voice.free(f"position:{position.pk}:reasons", position.reasons))
        for position, aspects in said.values()
    ]  # fmt: skip


def result(voice: Voice) -> list[str]:
    """The judge's decision with its article, or that there is none yet."""
    decided = voice.subject.determination
    if decided is None:
        return [voice.say("s_open", law=voice.law)]
    sentences = [_decision(voice, decided)]
    if decided.no_provision:
        sentences.append(voice.say("s_no_provision", law=voice.law))
    return sentences


def _decision(voice: Voice, decided: Determination) -> str:
    law = voice.law
    if decided.kind == lifecycle.CONFIRMED:
        return voice.say("s_confirmed", law=law)
    if decided.kind == lifecycle.DETERMINED:
        why = voice.free(f"determination:{decided.pk}:no_supplement_reason", decided.no_supplement_reason)
        why = why.rstrip("。.")  # it stands inside a sentence
        return (
            voice.say("s_determined_at_once", law=law, why=why) if why else voice.say("s_determined", law=law)
        )
    if decided.kind == lifecycle.ADOPTED and decided.finding is not None:
        found = decided.finding
        words = {"citation": found.citation, "court": found.court_name, "case": found.case_number}
        held = voice.free(f"determination:{decided.pk}:on_rebuttals", decided.on_rebuttals).rstrip("。.")
        return (
            voice.say("s_adopted_rebutted", held=held, **words) if held else voice.say("s_adopted", **words)
        )
    return _unascertainable(voice)


def _unascertainable(voice: Voice) -> str:
    """Under a choice of law, whether the parties gave nothing, or nothing that sufficed; else how many routes failed."""
    law, subject = voice.law, voice.subject
    if subject.request.by_choice:
        provide = [period.due_date for period in subject.request.periods_to_provide()]
        due = voice.day(max(provide)) if provide else voice.say("unknown")
        gave = any(material.kind == Material.Kind.PARTY for material in subject.used)
        return voice.say(
            "s_unascertainable_choice_short" if gave else "s_unascertainable_choice", law=law, due=due
        )
    tried = {attempt.route for attempt in subject.attempts if attempt.outcome in FAILED}
    return voice.say("s_unascertainable_conflict", law=law, routes=len(tried))


def _content(voice: Voice) -> list[str]:
    decided = voice.subject.determination
    if decided is None or not decided.content:
        return []
    content = voice.free(f"determination:{decided.pk}:content", decided.content)
    return [voice.say("p_content", law=voice.law, content=content)]
