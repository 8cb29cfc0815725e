"""Sections of the process statement: routes, material, content, costs."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

from django.utils.translation import override

from foreign_law.documents.ascertainment.parts import form, in_force, lines, standing_of, texts_of
from foreign_law.documents.ascertainment.subject import Voice, nearest_name
from foreign_law.models import CitedLaw, Cost, CostAllocation, Exhibition, Material, Questioning
from foreign_law.rules.ascertainment import providers
from foreign_law.rules.ascertainment.routes import FAILED
from i18n import languages
from i18n.amounts import grouped
from portal.documents.letters import Block, Paragraph, Table


def routes_taken(voice: Voice) -> list[Block]:
    """The attempts in a table, then the reasons of each assessment and what supplemented what (art. 2)."""
    attempts = voice.subject.attempts
    if not attempts:
        return lines([voice.say("b_no_routes")])
    rows = [
        [str(one.number), voice.say(f"r_{one.route}"), voice.whom(one), voice.day(one.sent_date),
         voice.day(one.received_date), voice.outcome(one)]
        for one in attempts
    ]  # fmt: skip
    header = [voice.say(key) for key in ("h_no", "h_route", "h_whom", "h_sent", "h_received", "h_outcome")]
    reasons = [
        voice.say("b_outcome", number=one.number, outcome=voice.outcome(one),
                  reason=voice.free(f"attempt:{one.pk}:outcome_reason", one.outcome_reason))
        for one in attempts if one.outcome and one.outcome_reason
    ]  # fmt: skip
    failed = {one.number: one.route for one in attempts if one.outcome in FAILED}
    supplements = [
        voice.say("b_supplement", failed=one.supplements_number, number=one.number)
        for one in attempts
        if one.supplements_number in failed and failed[one.supplements_number] != one.route
    ]
    table = Table(header, rows, widths=(7, 20, 20, 20, 20, 13))
    return [Paragraph(voice.say("b_routes")), table, *lines([*reasons, *supplements])]


def materials(voice: Voice) -> list[Block]:
    """Each material with what arts 3 and 4 ask, what was left out, and when it was shown in court (art. 5)."""
    subject = voice.subject
    if not subject.materials:
        return lines([voice.say("b_no_materials")])
    blocks: list[Block] = [Paragraph(voice.say("b_materials"))]
    blocks += [_material(voice, material) for material in subject.used]
    left_out = [
        voice.say("b_left_out", number=one.number, reason=voice.free(f"material:{one.pk}:state_reason", one.state_reason))
        for one in subject.materials if one.state == Material.State.LEFT_OUT
    ]  # fmt: skip
    shown = [_shown(voice, exhibition) for exhibition in subject.exhibitions]
    return [*blocks, *lines([*left_out, *shown]), *_questionings(voice)]


def _material(voice: Voice, one: Material) -> Block:
    papers = _has_provider_papers(one)
    cited = voice.joined([each.citation for each in one.cited.all() if each.struck_at is None])
    return form([
        (voice.say("h_no"), str(one.number)), (voice.say("l_title"), voice.free(f"material:{one.pk}:title", one.title)),
        (voice.say("l_from"), _from(voice, one)), (voice.say("l_received"), voice.day(one.received_date)),
        (voice.say("l_language"), voice.tongue(one.language)), (voice.say("l_translation"), _translation(voice, one)),
        (voice.say("l_obtained"), voice.free(f"material:{one.pk}:how_obtained", one.how_obtained)),
        (voice.say("l_validity"), voice.free(f"material:{one.pk}:validity", one.validity)),
        (voice.say("l_relevance"), voice.free(f"material:{one.pk}:relevance", one.relevance)),
        (voice.say("l_cited"), cited),
        (voice.say("l_provider_papers"), voice.say("b_provider_papers") if papers else ""),
    ])  # fmt: skip


def _has_provider_papers(one: Material) -> bool:
    """Whether everything of art. 4 is on record: the proofs, and the statement of no interest.

    They lie with the attempt where the court asked, with the material where a party commissioned the opinion.
    """
    if one.opinion_by:
        return not providers.missing(
            one.opinion_by, one.proofs, has_statement=providers.STATEMENT in one.proofs
        )
    attempt = one.attempt
    if attempt is None or attempt.provider is None:
        return False
    kinds = {
        proof.kind
        for proof in attempt.provider.proofs.all()
        if proof.withdrawn_at is None and proof.attempt_id in (None, attempt.pk)
    }
    return not providers.missing(attempt.provider.kind, kinds, has_statement=attempt.has_statement)


def _from(voice: Voice, one: Material) -> str:
    if one.party is not None:
        told = voice.party(one.party)
        if one.opinion_by and one.opinion_author:
            return voice.say("commissioned", party=told, author=one.opinion_author)
        return told
    if one.opinion_by and one.opinion_author:
        return one.opinion_author
    if one.kind == Material.Kind.FINDING:
        return voice.label(Material.Kind.FINDING.label)
    return voice.whom(one.attempt) if one.attempt else voice.say("unknown")


def _translation(voice: Voice, one: Material) -> str:
    if languages.is_chinese(one.language):
        return voice.say("is_chinese")
    if one.translation_exhibit_id is None:
        return voice.say("no_translation")
    return voice.say("translated_by", translator=one.translator or voice.say("unknown"))


def _shown(voice: Voice, one: Exhibition) -> str:
    numbers = voice.joined([str(material.number) for material in one.materials.all()])
    reference = voice.free(f"exhibition:{one.pk}:minutes_reference", one.minutes_reference)
    return voice.say(
        "b_exhibited", date=voice.day(one.shown_date), numbers=numbers, how=voice.say(f"how_{one.how}"), reference=reference
    )  # fmt: skip


def _questionings(voice: Voice) -> list[Block]:
    """What the institution or expert said in court (art. 7)."""
    said: list[str] = []
    for one in voice.subject.questionings:
        provider = one.attempt.provider
        said.append(voice.say(
            "b_questioning", date=voice.day(one.held_date), provider=nearest_name(provider, voice.code) if provider else "",
            how=voice.say(f"q_{one.how}"), law=voice.law,
            summary=voice.free(f"questioning:{one.pk}:summary", one.summary),
        ))  # fmt: skip
        if one.how == Questioning.How.ONLINE and one.home_law_checked:
            said.append(voice.say("b_home_law"))
    return lines(said)


def content(voice: Voice) -> list[Block]:
    """The provisions in their texts, the answers question by question, the content as held."""
    subject, decided = voice.subject, voice.subject.determination
    cited = [each for material in subject.used for each in material.cited.all() if each.struck_at is None]
    blocks: list[Block] = []
    for each in _once(cited):
        blocks += provision(voice, each)
    if decided is None or not decided.content:
        return [*blocks, *lines([voice.say("b_nothing")])]
    for answer in subject.answers:
        text = voice.free(f"answer:{answer.pk}:text", answer.text)
        blocks.append(Paragraph(voice.say("b_answer", number=answer.question.number, answer=text)))
        rests = [each.citation for each in answer.rests_on.all()]
        blocks += lines([voice.say("b_rests_on", citations=voice.joined(rests))] if rests else [])
    said = voice.free(f"determination:{decided.pk}:content", decided.content)
    return [*blocks, Paragraph(voice.say("b_content", law=voice.law, content=said))]


def _once(cited: list[CitedLaw]) -> list[CitedLaw]:
    """Each provision once, however many materials cite it."""
    seen: dict[tuple[str, object], CitedLaw] = {}
    for each in cited:
        seen.setdefault((each.citation_id or each.citation, each.on_date), each)
    return list(seen.values())


def provision(voice: Voice, cited: CitedLaw, *, with_source: bool = False) -> list[Block]:
    """One cited provision: its dates, and every text that was pinned, each in its own language."""
    rows = [
        (voice.say("l_citation"), cited.citation), (voice.say("l_identifier"), cited.citation_id),
        (voice.say("l_on"), voice.day(cited.on_date)), (voice.say("l_in_force"), in_force(voice, cited)),
    ]  # fmt: skip
    blocks: list[Block] = [form(rows)]
    for text in texts_of(cited):
        label = voice.say(
            "l_text", language=voice.tongue(text.language), authenticity=standing_of(voice, text)
        )
        blocks.append(Paragraph(label, "flush"))
        if text.heading:
            blocks.append(Paragraph(text.heading, "flush", lang=text.language))
        blocks.append(Paragraph(text.text, "body", lang=text.language))
        if with_source:
            blocks.append(form([
                (voice.say("l_source"), text.source), (voice.say("l_retrieved"), voice.moment(text.retrieved_at)),
                (voice.say("l_digest"), text.digest),
            ]))  # fmt: skip
    return blocks


def costs(voice: Voice) -> list[Block]:
    """What it cost and who bears it (art. 11)."""
    subject = voice.subject
    table = [cost_table(voice)] if subject.costs else []
    return [*table, *lines([*totals(voice), *allocation(voice)])]


def cost_table(voice: Voice) -> Table:
    """The costs, one a row."""
    rows = [
        [voice.label(Cost.Kind(one.kind).label), money(voice, one.currency, one.quoted),
         money(voice, one.currency, one.invoiced) if one.invoiced is not None else "", voice.party(one.payer),
         voice.label(Cost.State(one.state).label)]
        for one in voice.subject.costs
    ]  # fmt: skip
    keys = ("h_item", "h_quoted", "h_invoiced", "h_payer", "h_state")
    return Table([voice.say(key) for key in keys], rows, widths=(7, 5, 5, 5, 3))


def totals(voice: Voice) -> list[str]:
    """The sum in each currency; currencies are never added to each other."""
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for one in voice.subject.costs:
        sums[one.currency] += one.quoted if one.invoiced is None else one.invoiced
    if not sums:
        return []
    return [
        voice.say(
            "c_total",
            amount=voice.joined([money(voice, code, total) for code, total in sorted(sums.items())]),
        )
    ]


def allocation(voice: Voice) -> list[str]:
    """Who bears how much: as agreed, else as the court decided."""
    held = voice.subject.allocations
    if not held:
        return [voice.say("c_open")]
    basis = held[0].basis
    if basis == CostAllocation.Basis.NONE:
        return [voice.say("c_none")]
    shares = [
        voice.say("c_share", party=voice.party(one.party), amount=money(voice, one.currency, one.amount))
        for one in held
        if one.amount is not None
    ]
    reasons = voice.free(f"allocation:{held[0].pk}:reasons", held[0].reasons)
    return [voice.say(f"c_{basis}"), *shares, *([voice.say("reasons", reasons=reasons)] if reasons else [])]


def money(voice: Voice, currency: str, amount: Decimal) -> str:
    """``CNY 12,000.00``, in Portuguese ``CNY 12.000,00``; never parted at the end of a line."""
    with override(voice.code):
        return f"{currency}\N{NO-BREAK SPACE}{grouped(amount)}"
