"""Letters that ask: for service, for evidence, for transfer; supplements and reminders to them."""

from __future__ import annotations

from portal.documents.letters import Block, Paragraph
from service_of_process.documents.paper_parts import (
    addressee_rows,
    case_rows,
    documents,
    foot,
    form,
    is_evidence,
    method_rows,
    number_rows,
)
from service_of_process.documents.paper_subject import Voice
from service_of_process.models import EvidenceLetter
from service_of_process.rules import papers


def request(voice: Voice) -> list[Block]:
    """委托书: to serve (1999 arts 2–5; 2020 arts 2, 10–13)."""
    leg = voice.subject.leg
    which = papers.REQUEST_OF[leg.channel]
    authority = [(voice.say("l_requesting"), voice.court(voice.subject.issuer))]
    return [
        Paragraph(voice.say("to", authority=voice.requested), "flush"),
        Paragraph(voice.say(f"b_{which}", **voice.about)),
        form([*authority, *case_rows(voice), *addressee_rows(voice), *method_rows(voice),
              (voice.say("l_number"), leg.reference), (voice.say("l_contact"), contact(voice))]),
        documents(voice),
        Paragraph(voice.say(f"c_{which}")),
        *foot(voice),
    ]  # fmt: skip


def contact(voice: Voice) -> str:
    """Address and telephone as the court set them for its letters."""
    practice = voice.subject.practice
    return " ".join(text for text in (practice.address, practice.telephone) if text) if practice else ""


def evidence(voice: Voice) -> list[Block]:
    """委托书: to take evidence, with everything that the letter must say (2017 art. 8; 2020 art. 17)."""
    held, which = voice.subject.letter, papers.REQUEST_OF[voice.subject.leg.channel]
    assert held is not None  # rules.papers lets no letter be made without it
    asks = [("attend", held.wants_attendance), ("video", held.wants_video)]
    rows = [
        (voice.say("l_requesting"), voice.court(voice.subject.issuer)), *case_rows(voice)[:4],
        (voice.say("l_parties"), held.parties or ""), (voice.say("l_measure"), measure(voice)),
        (voice.say("l_purpose"), held.purpose or ""), (voice.say("l_items"), held.items or ""),
        (voice.say("l_person"), held.person or ""), (voice.say("l_questions"), held.questions or ""),
        (voice.say("l_special"), held.special_method), (voice.say("l_other"), held.other or ""),
        (voice.say("l_number"), voice.subject.leg.reference), (voice.say("l_contact"), contact(voice)),
    ]  # fmt: skip
    return [
        Paragraph(voice.say("to", authority=voice.requested), "flush"),
        Paragraph(voice.say(f"b_{which}", **voice.about)),
        form(rows),
        *([documents(voice)] if voice.subject.documents else []),
        *[Paragraph(voice.say(key)) for key, asked in asks if asked],
        Paragraph(voice.say(f"c_{which}")),
        *foot(voice),
    ]  # fmt: skip


def transfer(voice: Voice) -> list[Block]:
    """申请转递函: from the court to its High People's Court (2009 art. 13)."""
    leg = voice.subject.leg
    assert leg.upper_court is not None  # rules.papers lets no letter be made without it
    count = 1 + sum(1 + (document.translation is not None) for document in voice.subject.documents)
    return [
        Paragraph(voice.say("to", authority=voice.court(leg.upper_court)), "flush"),
        Paragraph(voice.say("b_transfer", count=count, **voice.about)),
        form([(voice.say("l_requested"), voice.requested), *case_rows(voice), *addressee_rows(voice),
              *method_rows(voice), (voice.say("l_number"), leg.reference), (voice.say("l_contact"), contact(voice))]),
        documents(voice, with_digests=True),
        *foot(voice),
    ]  # fmt: skip


def supplement(voice: Voice) -> list[Block]:
    """补充材料函: what was asked for, and the answer; the period is not begun anew."""
    held = voice.subject.supplement
    assert held is not None  # rules.papers lets no letter be made without it
    return [
        Paragraph(voice.say("to", authority=voice.requested), "flush"),
        Paragraph(voice.say("b_supplement", asked=voice.day(held.asked_date))),
        form([*number_rows(voice), *_whom(voice), (voice.say("l_asked_for"), held.asked_for or ""),
              (voice.say("l_reply"), held.answer or "")]),
        *foot(voice),
    ]  # fmt: skip


def reminder(voice: Voice) -> list[Block]:
    """催办函: the lapse of the period is what it names, never service (1999 art. 4; 2020 art. 6)."""
    subject = voice.subject
    text = voice.say(
        "b_reminder", dispatched=voice.day(subject.leg.dispatched_date), reminder=subject.reminder
    )
    due = voice.say("b_reminder_due", due=voice.day(subject.due)) if subject.due else ""
    return [
        Paragraph(voice.say("to", authority=voice.requested), "flush"),
        Paragraph(f"{text}{'' if voice.code.startswith('zh') else ' '}{due}".strip()),
        form([*number_rows(voice), *_whom(voice)]),
        *foot(voice),
    ]


def _whom(voice: Voice) -> list[tuple[str, str]]:
    """Case and addressee; of a request for evidence, case and measure."""
    rows = case_rows(voice)[:3]
    held = voice.subject.letter
    if is_evidence(voice) and held is not None:
        return [*rows, (voice.say("l_measure"), measure(voice))]
    return [*rows, *addressee_rows(voice, with_address=False)[:2]]


def measure(voice: Voice) -> str:
    """The measure asked for, in words."""
    held = voice.subject.letter
    return voice.label(EvidenceLetter.Measure(held.measure).label) if held else ""
