"""Papers that prove or announce: certificates, return receipt, reply, public notice, receipts of hand-overs."""

from __future__ import annotations

from portal.documents.letters import Block, Facts, Paragraph, SignatureBlock, Table
from service_of_process.documents.paper_parts import (
    Rows,
    addressee_rows,
    case_rows,
    documents,
    foot,
    form,
    is_evidence,
    number_rows,
)
from service_of_process.documents.paper_subject import Voice
from service_of_process.models import Channel, LegalBasis, Reason, ServiceMatter
from service_of_process.rules import lifecycle

SIXTY_DAYS = ServiceMatter.NoticeBasis.SIXTY_DAYS
RESULTS = {lifecycle.DONE: "done", lifecycle.NOT_DONE: "not_done", lifecycle.REFUSED: "refused"}


def certificate(voice: Voice) -> list[Block]:
    """送达证明书: method, place, date and recipient (1999 art. 5; 2020 art. 12), and the judge's date for our own cases."""
    held = voice.subject.confirmation
    said = []
    if held is not None:
        words = {"confirmed": voice.moment(held.confirmed_at), "date": voice.day(held.date)}
        said = [Paragraph(voice.say("b_certificate_judge", **words))]
    return [
        Paragraph(voice.say("b_certificate")), *said,
        form([*_whom(voice), *_how(voice), *_proof_rows(voice, "l_served_on")]),
        documents(voice, with_digests=True),
        *foot(voice, logged=True),
    ]  # fmt: skip


def non_service(voice: Voice) -> list[Block]:
    """Certificate of non-service: obstacle, reason for refusal, date; the papers go back (1999 art. 5; 2020 art. 12)."""
    proof = voice.subject.proof
    assert proof is not None  # rules.papers lets none be made without it
    words: dict[bool | None, str] = {True: "returned_yes", False: "returned_no"}
    returned = words.get(proof.papers_returned)
    return [
        Paragraph(voice.say("b_non_service")),
        form([*_whom(voice), *_how(voice), *_proof_rows(voice, "l_obstacle_on")]),
        documents(voice, with_digests=True),
        *([Paragraph(voice.say(returned))] if returned else []),
        *foot(voice, logged=True),
    ]


def _whom(voice: Voice) -> Rows:
    return [*case_rows(voice)[:3], *addressee_rows(voice, with_address=False)[:2]]


def _how(voice: Voice) -> Rows:
    """The way of service and the legal basis named when it was chosen."""
    leg = voice.subject.leg
    return [
        (voice.say("l_number"), leg.reference), (voice.say("l_channel"), voice.label(Channel(leg.channel).label)),
        (voice.say("l_basis"), voice.label(LegalBasis(leg.legal_basis).label)),
    ]  # fmt: skip


def _proof_rows(voice: Voice, day: str) -> Rows:
    """What the proof in force says; words of the other side stay as they came."""
    proof = voice.subject.proof
    assert proof is not None  # rules.papers lets none be made without it
    reason = voice.label(Reason(proof.reason).label) if proof.reason else ""
    return [
        (voice.say(day), voice.day(proof.service_date)), (voice.say("l_method"), proof.method),
        (voice.say("l_place"), proof.place or ""), (voice.say("l_recipient"), proof.recipient or ""),
        (voice.say("l_relationship"), proof.relationship), (voice.say("l_reason"), reason),
        (voice.say("l_words"), proof.reason_text or ""), (voice.say("l_issuer"), proof.issuer),
        (voice.say("l_issuer_number"), proof.issuer_reference),
    ]  # fmt: skip


def return_receipt(voice: Voice) -> list[Block]:
    """送达回证: to be signed by whoever receives; the server notes a refusal with a witness (CPL art. 87; 2009 arts 3, 11)."""
    blank = "　" if voice.code.startswith("zh") else "\u2003"
    lines = ["l_signature", "l_signed_on", "l_left", "l_reported", "l_server"]
    return [
        Paragraph(voice.say("b_return_receipt")),
        form([*case_rows(voice)[:3], *addressee_rows(voice)[:2], *addressee_rows(voice)[3:], *_how(voice)]),
        documents(voice),
        Facts([(voice.say(key), f"{blank}\n{blank}") for key in lines]),
        *foot(voice),
    ]


def completion(voice: Voice) -> list[Block]:
    """The reply to the requesting side: carried out, not carried out, or refused (1999 art. 5; 2017 art. 10; 2020 art. 12)."""
    subject = voice.subject
    leg, proof = subject.leg, subject.proof
    result = voice.say(RESULTS[leg.state])
    words = []
    if is_evidence(voice):
        done = leg.state == lifecycle.DONE
        words = [Paragraph(voice.say("b_evidence_done" if done else "b_evidence_not_done"))]
    rows = [*case_rows(voice)[:3], *number_rows(voice), (voice.say("l_result"), result)]
    if not is_evidence(voice):
        rows += addressee_rows(voice, with_address=False)[:2]
    if proof is not None:
        rows += _proof_rows(voice, "l_served_on" if proof.is_served else "l_obstacle_on")
    elif leg.end_note:
        rows.append((voice.say("l_reason"), leg.end_note))
    authority = subject.matter.foreign_court or voice.requested
    listed = [documents(voice, with_digests=True)] if subject.documents else []
    return [
        Paragraph(voice.say("to", authority=authority), "flush"), Paragraph(voice.say("b_completion")),
        *words, form(rows), *listed, *foot(voice),
    ]  # fmt: skip


def notice(voice: Voice) -> list[Block]:
    """公告: what is served, why by notice, from when it counts (2009 art. 9; CPL art. 283; Interpretation arts 138, 139)."""
    subject, matter = voice.subject, voice.subject.matter
    sixty = matter.notice_basis == SIXTY_DAYS
    joint = "、" if voice.code.startswith("zh") else "; "
    text = voice.say(
        "b_notice_text", documents=joint.join(voice.say(f"k_{row.kind}") for row in subject.documents),
        reason=voice.say("reason_unknown" if matter.whereabouts_unknown_at else "reason_exhausted"),
        basis=voice.say("basis_cpl" if sixty else "basis_2009"),
        term=voice.say("term_days" if sixty else "term_months"), **voice.about,
    )  # fmt: skip
    more = []
    if matter.answer_days:
        more.append(Paragraph(voice.say("notice_answer", days=matter.answer_days)))
    if matter.hearing_at:
        more.append(Paragraph(voice.say("notice_hearing", hearing=voice.moment(matter.hearing_at))))
    return [
        Paragraph(voice.say("b_notice", name=voice.short_name), "flush"), Paragraph(text), *more,
        SignatureBlock([voice.court(subject.issuer), voice.day(subject.on)]),
    ]  # fmt: skip


def hand_over(voice: Voice) -> list[Block]:
    """Receipts: each hand-over of the leg with the digest of every document."""
    leg = voice.subject.leg
    header = [voice.say(key) for key in ("h_number", "h_on", "h_from", "h_to", "h_outside")]
    blocks: list[Block] = [
        Paragraph(voice.say("b_hand_over")),
        form([*case_rows(voice)[:2], *_how(voice)]),
    ]
    for row in leg.hand_overs.order_by("number"):
        held = [str(row.number), voice.day(row.on_date), voice.say(f"w_{row.giver}"), voice.say(f"w_{row.taker}"),
                row.outside_number or "—"]  # fmt: skip
        blocks.append(Table(header, [held], widths=(2, 5, 5, 5, 5)))
        digests = [[_file_name(voice, name), digest] for name, digest in sorted(row.digests.items())]
        if digests:
            blocks.append(Table([voice.say("h_document"), voice.say("h_digest")], digests, widths=(7, 13)))
    return [*blocks, *foot(voice, logged=True)]


def _file_name(voice: Voice, key: str) -> str:
    """The words for a key of a hand-over's digests: a number, a number's translation, or a file by its name."""
    number, _dash, rest = key.partition("-")
    if number.isdigit() and rest == "translation":
        return voice.say("translation_of", number=number)
    kinds = {str(row.number): row for row in voice.subject.documents}
    if key in kinds:
        return f"{key}. {voice.say('k_' + kinds[key].kind)}"
    return key
