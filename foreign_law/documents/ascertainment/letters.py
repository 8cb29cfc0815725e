"""The letter of request, the scope note for a questioning, the cost sheet and the pack of cited provisions."""

from __future__ import annotations

from datetime import date

from foreign_law.documents.ascertainment.parts import foot, form, lines, questions
from foreign_law.documents.ascertainment.statement_sections import (
    allocation,
    cost_table,
    provision,
    totals,
)
from foreign_law.documents.ascertainment.subject import MACAO, Voice, nearest_name
from foreign_law.models import CitedLaw, Period, Questioning, RouteAttempt
from foreign_law.rules.ascertainment import routes
from portal.documents.letters import Block, Paragraph

#: Item numbers of art. 2, first paragraph, as a Chinese text counts them.
ITEMS = {"zh-hans": "一二三四五六七", "zh-hant": "一二三四五六七"}


def request_letter(voice: Voice) -> list[Block]:
    """To whoever is asked on a route; to Macao under art. 25 of the 2020 Arrangement. Modelled on the London Convention
    of 1968, arts 4 and 7: court, nature of the case, questions, facts; an objective reply.
    """
    subject, attempt = voice.subject, voice.subject.attempt
    assert attempt is not None  # actions.ascertainment.papers makes no letter without its attempt
    request = subject.request
    until = [voice.say("b_reply_until", due=voice.day(due))] if (due := _due(voice, attempt)) else []
    asks = [
        voice.say("b_reply"),
        *([voice.say("b_reply_provider")] if attempt.route in routes.BY_PROVIDER else []),
    ]
    private = [voice.say("b_confidential")] if request.is_confidential else []
    return [
        Paragraph(voice.say("to", authority=voice.whom(attempt)), "flush"),
        Paragraph(_opening(voice, attempt)),
        questions(voice),
        form([
            (voice.say("l_requesting"), voice.court), (voice.say("l_case"), _case(voice, attempt)),
            (voice.say("l_nature"), voice.nature), (voice.say("l_law"), voice.law),
            (voice.say("l_on"), voice.day(request.fact_date)),
            (voice.say("l_facts"), voice.free("request:agreed_facts", request.agreed_facts)),
            (voice.say("l_reply_language"), _reply_languages(voice)), (voice.say("l_number"), attempt.reference),
            (voice.say("l_foreign_number"), attempt.outside_number),
        ]),
        *lines([*asks, *until, *private]),
        *foot(voice),
    ]  # fmt: skip


def _opening(voice: Voice, attempt: RouteAttempt) -> str:
    words = {**voice.about, "interpretation": voice.say("interpretation")}
    if attempt.route == routes.CENTRAL_AUTHORITY and voice.subject.request.jurisdiction == MACAO:
        return voice.say("b_letter_macao", **voice.about)
    if attempt.route == routes.PARTY:
        return voice.say("b_letter_party", **words)
    item = ITEMS[voice.code][attempt.route - 1] if voice.code in ITEMS else str(attempt.route)
    if _case(voice, attempt):
        return voice.say("b_letter", item=item, **words)
    del words["case"]
    return voice.say("b_letter_unnamed", item=item, number=voice.subject.request.reference, **words)


def _case(voice: Voice, attempt: RouteAttempt) -> str:
    """The court's number of the case where it may stand on what goes out to this attempt, else nothing."""
    may = routes.states_case(attempt.route, names_parties=attempt.names_parties)
    return voice.subject.request.case.court_number if may else ""


def _due(voice: Voice, attempt: RouteAttempt) -> date | None:
    """The last day fixed for this attempt, or for the party that is asked; None where the court fixed none."""
    mine = [
        period.due_date
        for period in voice.subject.periods
        if period.attempt_id == attempt.pk
        or (
            attempt.route == routes.PARTY
            and period.kind == Period.Kind.PROVIDE
            and period.party_id in (None, attempt.party_id)
        )
    ]
    return max(mine, default=None)


def _reply_languages(voice: Voice) -> str:
    """Chinese, and the language beside it in which the court reads an answer."""
    codes = ["zh-hans", voice.subject.request.language]
    return voice.joined(list(dict.fromkeys(voice.tongue(code) for code in codes)))


def scope_note(voice: Voice) -> list[Block]:
    """For the institution or expert before the questioning: what will be put, and nothing else (art. 7)."""
    held = voice.subject.questioning
    assert held is not None  # actions.ascertainment.papers makes no note without its questioning
    provider = held.attempt.provider
    name = nearest_name(provider, voice.code) if provider else voice.whom(held.attempt)
    how = voice.say(f"q_{held.how or 'in_person'}")
    opening = voice.say("b_scope_note", provider=name, time=voice.moment(held.scheduled_at) or voice.say("unknown"),
                        how=how, law=voice.law)  # fmt: skip
    put = voice.free(f"questioning:{held.pk}:scope_note", held.scope_note)
    return [
        Paragraph(voice.say("to", authority=name), "flush"), Paragraph(opening), questions(voice),
        *lines([voice.say("b_put", matters=put)] if put else []),
        form([
            (voice.say("l_case"), _case(voice, held.attempt)),
            (voice.say("l_number"), held.attempt.reference),
            (voice.say("l_difficulty"), voice.free(f"questioning:{held.pk}:difficulty", held.difficulty)),
            (voice.say("l_home_law"), _home_law(voice, held)),
        ]),
        *foot(voice),
    ]  # fmt: skip


def _home_law(voice: Voice, held: Questioning) -> str:
    if not held.home_law_checked:
        return ""
    note = voice.free(f"questioning:{held.pk}:home_law_note", held.home_law_note)
    joint = "：" if voice.is_chinese else ": "
    return f"{voice.say('checked')}{joint}{note}" if note else voice.say("checked")


def cost_sheet(voice: Voice) -> list[Block]:
    """Every cost with its quote and invoice, the sums by currency, the allocation (art. 11)."""
    about = voice.about
    opening = voice.say("b_costs", court=about["court"], case=about["case"], law=about["law"])
    table = [cost_table(voice)] if voice.subject.costs else []
    return [Paragraph(opening), *table, *lines([*totals(voice), *allocation(voice)]), *foot(voice)]


def citation_pack(voice: Voice) -> list[Block]:
    """Every cited provision in every text that was pinned, with source, retrieval time, digest and standing."""
    request = voice.subject.request
    blocks: list[Block] = []
    for material in voice.subject.used:
        cited = [each for each in material.cited.all() if each.struck_at is None]
        if not cited:
            continue
        title = voice.free(f"material:{material.pk}:title", material.title)
        blocks.append(Paragraph(f"{material.number}. {title}", "heading"))
        for each in cited:
            blocks += [*provision(voice, each, with_source=True), *_case_law(voice, each)]
    if not blocks:
        return [*lines([voice.say("b_pack_empty")]), *foot(voice)]
    opening = (
        voice.say("b_pack", date=voice.day(request.fact_date))
        if request.fact_date
        else voice.say("b_pack_undated")
    )
    return [Paragraph(opening), *blocks, *foot(voice)]


def _case_law(voice: Voice, cited: CitedLaw) -> list[Block]:
    """Of a judgment: the full text as filed, by its digest, and where it is published."""
    exhibit = cited.full_text_exhibit
    rows = [
        (voice.say("l_source"), cited.source_url),
        (voice.say("l_retrieved"), voice.moment(cited.retrieved_at)),
        (voice.say("l_digest"), str(exhibit.stored_file_id) if exhibit else ""),
    ]
    return [form(rows)] if any(value for _label, value in rows) else []
