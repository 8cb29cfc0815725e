"""The process statement (art. 10): how the law was ascertained and what it says, section by section."""

from __future__ import annotations

from django.utils.timezone import localdate

from foreign_law.documents.ascertainment.judgment_paragraph import (
    everybody_spoke,
    objections_of,
    opportunities_of,
    paragraph,
    result,
)
from foreign_law.documents.ascertainment.parts import foot, heading, lines, question_table, questions
from foreign_law.documents.ascertainment.statement_sections import (
    content,
    costs,
    materials,
    routes_taken,
)
from foreign_law.documents.ascertainment.subject import IN_LIBRARY, Voice
from foreign_law.models import Finding, Period, RequestEvent
from foreign_law.rules.ascertainment.routes import ASPECTS, PARTY_CHOICE
from portal.documents.letters import Block, Paragraph, Table


def statement(voice: Voice) -> list[Block]:
    """The paragraph for the judgment, then the ten sections."""
    return [
        heading(voice, "h_judgment"), Paragraph(paragraph(voice)),
        heading(voice, "h_basis"), *_basis(voice),
        heading(voice, "h_scope"), *_scope(voice),
        heading(voice, "h_periods"), *_periods(voice),
        heading(voice, "h_findings"), *_findings(voice),
        heading(voice, "h_routes"), *routes_taken(voice),
        heading(voice, "h_materials"), *materials(voice),
        heading(voice, "h_positions"), *_positions(voice),
        heading(voice, "h_content"), *content(voice),
        heading(voice, "h_result"), *lines(result(voice)), *_reasons(voice),
        heading(voice, "h_costs"), *costs(voice),
        *foot(voice, signer="judge", approves=True),
    ]  # fmt: skip


def _basis(voice: Voice) -> list[Block]:
    request = voice.subject.request
    changes = request.basis_changes()
    words = {**voice.about, "interpretation": voice.say("interpretation")}
    if request.by_choice:
        clause = voice.free("request:choice_clause", request.choice_clause)
        first = (
            voice.say("b_choice", clause=clause, **words) if clause else voice.say("b_choice_plain", **words)
        )
    else:
        rule = voice.free("request:conflict_rule", request.conflict_rule)
        first = voice.say("b_conflict_fell" if changes else "b_conflict", rule=rule, **words)
    further = [_changed(voice, event) for event in changes]
    further += [voice.say("b_hkmo")] if request.jurisdiction in IN_LIBRARY else []
    if request.fact_date:
        further.append(voice.say("b_on", date=voice.day(request.fact_date)))
    return lines([first, *further])


def _changed(voice: Voice, event: RequestEvent) -> str:
    """When, and by which order, the basis became another one."""
    order = voice.free(f"basis:{event.pk}:order", str(event.facts.get("order", "")))
    key = "b_now_chosen" if event.facts.get("basis") == PARTY_CHOICE else "b_no_longer_chosen"
    return voice.say(key, date=voice.day(event.on_date), reference=order)


def _scope(voice: Voice) -> list[Block]:
    """Each order with the questions that it brought, as far as they stand; then what was struck, and when."""
    subject = voice.subject
    struck = [
        voice.say("b_struck", number=question.number, date=voice.day(localdate(question.struck_at)),
                  reason=voice.free(f"question:{question.pk}:struck_reason", question.struck_reason))
        for question in subject.questions if question.struck_at is not None
    ]  # fmt: skip
    if not subject.fixings or not subject.fixings[0].order:
        return [Paragraph(voice.say("b_scope_plain")), questions(voice), *lines(struck)]
    blocks: list[Block] = []
    for place, fixing in enumerate(subject.fixings):
        rows = [question for question in subject.living if question.number in fixing.numbers]
        if rows:
            part = f"amendment:{fixing.numbers[0]}:order" if place else "request:scope_reference"
            words = {"date": voice.day(fixing.on), "reference": voice.free(part, fixing.order)}
            blocks.append(Paragraph(voice.say("b_added" if place else "b_scope", **words)))
            blocks.append(question_table(voice, rows))
    return [*blocks, *lines(struck)]


def _periods(voice: Voice) -> list[Block]:
    rows = [
        [voice.label(Period.Kind(period.kind).label), _for(voice, period), voice.day(period.due_date),
         voice.free(f"period:{period.pk}:reason", period.reason)]
        for period in voice.subject.periods
    ]  # fmt: skip
    if not rows:
        return lines([voice.say("b_no_periods")])
    header = [voice.say(key) for key in ("h_matter", "h_for", "h_due", "h_reason")]
    asked = [
        voice.say("b_extension", party=voice.party(one.party), until=voice.day(one.until),
                  reasons=voice.free(f"extension:{one.pk}:reasons", one.reasons), decision=voice.say(f"d_{one.decision}"))
        for one in voice.subject.extensions
    ]  # fmt: skip
    return [Paragraph(voice.say("b_periods")), Table(header, rows, widths=(5, 5, 5, 9)), *lines(asked)]


def _for(voice: Voice, period: Period) -> str:
    if period.party is not None:
        return voice.party(period.party)
    return voice.say(f"r_{period.attempt.route}") if period.attempt else voice.say("everybody")


def _findings(voice: Voice) -> list[Block]:
    shown = voice.subject.shown
    if not shown and voice.subject.were_findings_kept_back:
        return []  # that there was none would be untrue, and which they are is not for the sides
    if not shown:
        return lines([voice.say("b_no_findings" if voice.subject.were_findings_sought else "b_not_sought")])
    rows = [
        [one.finding.citation, f"{one.finding.court_name} {one.finding.case_number}",
         voice.day(one.finding.effective_date),
         voice.say("u_fallen" if one.finding.state == Finding.State.WITHDRAWN else f"u_{one.use}")]
        for one in shown
    ]  # fmt: skip
    header = [voice.say(key) for key in ("h_law", "h_judgment_of", "h_effective", "h_use")]
    rebuttals = [
        voice.say("b_rebuttal", party=voice.party(rebuttal.party),
                  reasons=voice.free(f"rebuttal:{rebuttal.pk}:reasons", rebuttal.reasons))
        for one in shown for rebuttal in one.rebuttals.all()
    ]  # fmt: skip
    ended = [
        voice.say("b_taken_back", case=one.finding.case_number, date=voice.day(localdate(one.finding.taken_back_at)))
        for one in shown if one.finding.taken_back_at is not None and one.finding.state != Finding.State.WITHDRAWN
    ]  # fmt: skip
    return [
        Paragraph(voice.say("b_findings")),
        Table(header, rows, widths=(6, 9, 5, 4)),
        *lines([*rebuttals, *ended]),
    ]


def _positions(voice: Voice) -> list[Block]:
    subject = voice.subject
    blocks: list[Block] = []
    if subject.positions:
        first = voice.say("b_positions" if everybody_spoke(voice) else "b_positions_some")
        blocks += [Paragraph(first), _grid(voice), *lines(objections_of(voice))]
    else:
        blocks += lines([voice.say("b_no_positions")])
    return [*blocks, *lines(opportunities_of(voice))]


def _grid(voice: Voice) -> Table:
    """Question × party: on content, meaning and application."""
    held = {(p.question_id, p.party_id, p.aspect): p.stance for p in voice.subject.positions}
    rows = [
        [str(question.number), voice.party(party),
         *(voice.say(f"st_{held.get((question.pk, party.pk, aspect), 'none')}") for aspect in ASPECTS)]
        for question in voice.subject.living for party in voice.subject.parties
    ]  # fmt: skip
    keys = ("h_question", "h_party", "h_content_short", "h_meaning", "h_application")
    return Table([voice.say(key) for key in keys], rows, widths=(3, 9, 4, 4, 4))


def _reasons(voice: Voice) -> list[Block]:
    decided = voice.subject.determination
    if decided is None:
        return []
    reasons = voice.free(f"determination:{decided.pk}:reasons", decided.reasons)
    return lines([voice.say("reasons", reasons=reasons)])
