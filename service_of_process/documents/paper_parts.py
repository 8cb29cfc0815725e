"""Parts that several papers share: the rows of their forms, the list of documents, the foot."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from i18n import languages
from portal.documents.letters import Block, CheckMark, Facts, Paragraph, SealPlace, SignatureBlock, Table
from service_of_process.documents.paper_subject import Voice
from service_of_process.rules import channels

Rows = list[tuple[str, str]]


def case_rows(voice: Voice) -> Rows:
    """The case: court, number, nature, amount, hearing, periods."""
    matter = voice.subject.matter
    days = voice.say("answer_days", days=matter.answer_days) if matter.answer_days else ""
    return [
        (voice.say("l_trial_court"), voice.court(matter.court)), (voice.say("l_case"), voice.case),
        (voice.say("l_nature"), matter.nature), (voice.say("l_amount"), matter.claimed_amount),
        (voice.say("l_hearing"), voice.moment(matter.hearing_at)), (voice.say("l_answer"), days),
        (voice.say("l_evidence_until"), voice.day(matter.evidence_date)),
    ]  # fmt: skip


def addressee_rows(voice: Voice, *, with_address: bool = True) -> Rows:
    """Whom it is for: names, number, detailed address (1999 art. 3; 2020 art. 10)."""
    held, leg = voice.subject.matter.addressee, voice.subject.leg
    address = leg.address.text if leg.address else ""
    if leg.contact is not None:
        address = " ".join(text for text in (leg.contact.name, leg.contact.address) if text)
    joint = "、" if voice.code.startswith("zh") else ", "
    return [
        (voice.say("l_addressee"), voice.name), (voice.say("l_former"), joint.join(held.former_names)),
        (voice.say("l_identity"), held.identity_number or ""),
        *([(voice.say("l_address"), address)] if with_address else []),
    ]  # fmt: skip


def number_rows(voice: Voice) -> Rows:
    """Every number by which the other side may know the request."""
    leg = voice.subject.leg
    received = voice.day(leg.received_date)
    if received and leg.received_is_estimated:
        received = voice.say("l_estimated", date=received)
    return [
        (voice.say("l_number"), leg.reference), (voice.say("l_upper_number"), leg.upper_number),
        (voice.say("l_foreign_number"), leg.foreign_number), (voice.say("l_platform"), leg.platform_number),
        (voice.say("l_postal"), leg.postal_number), (voice.say("l_dispatched"), voice.day(leg.dispatched_date)),
        (voice.say("l_received"), received),
    ]  # fmt: skip


def method_rows(voice: Voice) -> Rows:
    """How it is to be served, how many sets, who bears the costs (1999 arts 3, 6, 8; 2020 arts 7, 8, 11)."""
    leg = voice.subject.leg
    sets = voice.say("sets", sets=leg.sets) if leg.sets else ""
    if leg.means == "platform":
        sets = voice.say("no_sets")
    return [
        (voice.say("l_method"), leg.special_method or voice.say("by_law")), (voice.say("l_sets"), sets),
        (voice.say("l_costs"), voice.say("costs_borne") if leg.bears_costs else ""),
    ]  # fmt: skip


def form(rows: Rows) -> Facts:
    """The rows that say something; a value is empty in every language or in none."""
    return Facts([row for row in rows if row[1].strip()])


def documents(voice: Voice, *, with_digests: bool = False) -> Table:
    """The list of the documents to be served, each with its pages and its translation, or with its digest."""
    last = "h_digest" if with_digests else "h_translation"
    header = [voice.say("h_number"), voice.say("h_document"), voice.say("h_pages"), voice.say(last)]
    rows = []
    for document in voice.subject.documents:
        title = _title(voice, document.kind, document.title, is_chinese=document.is_chinese)
        beside = voice.say("needs_none" if document.translation is None else "translated")
        if with_digests:
            beside = document.digest
        rows.append([str(document.number), title, str(document.pages), beside])
    return Table(header, rows, widths=(2, 9, 3, 8) if with_digests else (2, 11, 3, 5))


def _title(voice: Voice, kind: str, title: str, *, is_chinese: bool) -> str:
    """Kind and title in the voice's language; a Chinese title stands in the Chinese text alone."""
    said = voice.say(f"k_{kind}")
    if not languages.is_chinese(voice.code):
        return said if is_chinese or title == said else f"{said} · {title}"
    return title if said in title else f"{said} · {title}"


def foot(voice: Voice, *, signed: bool = True, logged: bool = False) -> list[Block]:
    """Signature and date, the place of the seal, the way to check."""
    lines = [voice.court(voice.subject.issuer), voice.day(voice.subject.on)]
    blocks: list[Block] = [SignatureBlock(lines)] if signed else []
    number, joint = voice.subject.matter.reference, "" if languages.is_chinese(voice.code) else " "
    check = voice.say("check", number=number, code=voice.subject.check_code)
    return [
        *blocks, SealPlace(voice.say("seal")), CheckMark(check_address(number, "zh-hans"), check),
        Paragraph(joint.join([voice.say("log"), voice.say("prevails")] if logged else [voice.say("prevails")]), "note"),
    ]  # fmt: skip


def check_address(number: str, language: str) -> str:
    """The public address at which this number is checked, as the QR code bears it."""
    with override(language):
        return settings.PORTAL_BASE_URL + reverse("verification:number", args=[number])


def is_evidence(voice: Voice) -> bool:
    """A request for evidence, out or in."""
    return voice.subject.leg.channel in (*channels.EVIDENCE_CHANNELS, channels.INBOUND_EVIDENCE)
