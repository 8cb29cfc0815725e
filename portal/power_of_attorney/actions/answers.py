"""The script: each question as it was put, its answer, at its place in the recording; a refused power is struck out.

CPL art. 62(2): special powers need special authorisation; each is asked by itself. A struck power makes a new text with
a new digest, and steps 8 and 9 begin again: what was answered on the earlier text stays legible and no longer counts.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from portal.audit.actors import Actor
from portal.power_of_attorney.actions.instruments import make_instrument
from portal.power_of_attorney.actions.session_steps import held_by_judge, look_again, refuse
from portal.power_of_attorney.actions.steps import move, record
from portal.power_of_attorney.models import GrantedPower, ScriptAnswer
from portal.power_of_attorney.queries.session import SessionNow
from portal.power_of_attorney.queries.wording import language_of
from portal.power_of_attorney.rules import script, witnessing
from portal.power_of_attorney.rules.lifecycle import P
from portal.power_of_attorney.rules.texts.script import version_now
from portal.rooms.queries.recordings import time_mark

LONGEST_WORDS = 4000
STRUCK = "struck"


@transaction.atomic
def record_answer(
    *, actor: Actor, at: datetime, session_id: UUID, item: str, answer: str, words: str = ""
) -> ScriptAnswer:
    """The judge records the answer to one question; an earlier answer to it no longer counts and stays legible.

    ``item`` is the key of a question of this session's script (rules/script.py), ``answer`` one of those it offers.
    A special power that is refused is struck out at once.

    :raises ValidationError: the room is not in order, an earlier step is not complete, or words are missing.
    """
    act = f"{P}answer_recorded"
    now = held_by_judge(actor, at, act, session_id)
    text = words.strip()[:LONGEST_WORDS]
    refuse(now, witnessing.obstacles_to_answer(now.sheet, item, answer, bool(text)))
    asked = script.question(now.cast, item)
    assert asked is not None  # the guard above refuses an unknown question
    void(now, [row.pk for row in now.answers if row.item == item])
    row = _keep(now, actor, asked, answer, text)
    move(now.power, act, at)
    facts = {"session": now.session.number, "round": now.session.round, "step": asked.step, "item": item}
    facts |= {"answer": answer, "text_version": row.text_version, "digest": row.version.digest}
    record(act, actor=actor, at=at, power=now.power, subject=row, facts=facts, private={"words": text})
    if item == "scope.read":
        row.version.reread_at = at if row.version.number > 1 else None
        row.version.save(update_fields=["reread_at"])
    if code := script.power_of(item):
        _decide(now, actor, code, answer)
    look_again(now, "answer")
    return row


def _keep(now: SessionNow, actor: Actor, asked: script.Question, answer: str, text: str) -> ScriptAnswer:
    last = now.session.answers.aggregate(last=Max("number"))["last"] or 0
    mark = time_mark(now.session.room, now.at)
    assert now.version is not None  # a session opens with a text
    return ScriptAnswer.objects.create(
        session=now.session, number=last + 1, round=now.session.round, step=asked.step, item=asked.key,
        text_version=version_now(asked.item.code), language=language_of(asked.who, now), answer=answer,
        words=text or None, words_lang=now.session.judge.language if text else "", version=now.version,
        recording_number=mark.recording_number, offset_ms=mark.offset_ms, recorded_by=actor.key, answered_at=now.at,
    )  # fmt: skip


def _decide(now: SessionNow, actor: Actor, code: str, answer: str) -> None:
    """The special power stands confirmed, or is struck out."""
    line = now.power.granted.get(code=code)
    line.state = GrantedPower.State.CONFIRMED if answer == "yes" else GrantedPower.State.STRUCK
    line.decided_at = now.at
    line.save(update_fields=["state", "decided_at"])
    if line.state == GrantedPower.State.STRUCK:
        strike_power(now, actor, line)


def strike_power(now: SessionNow, actor: Actor, line: GrantedPower) -> None:
    """A new text without the power; reading, special powers, pledge and signatures begin again."""
    act = f"{P}power_struck"
    before = now.version.digest if now.version else ""
    version = make_instrument(actor=actor, at=now.at, power=now.power, reason=STRUCK)
    begin_again(now, from_step=script.READING)
    move(now.power, act, now.at)
    facts = {"session": now.session.number, "power": line.code, "before": before, "digest": version.digest}
    record(act, actor=actor, at=now.at, power=now.power, subject=line, facts=facts)


def begin_again(now: SessionNow, *, from_step: int) -> None:
    """What was answered from this step on, and every signature, no longer counts; a refusal stays as it is."""
    granted = now.power.granted.all()
    struck = {f"special.{line.code}" for line in granted if line.state == GrantedPower.State.STRUCK}
    rows = now.session.answers.filter(void_at=None, step__gte=from_step).exclude(item__in=struck)
    rows.update(void_at=now.at)
    now.session.signatures.filter(void_at=None).update(void_at=now.at)
    granted.filter(state=GrantedPower.State.CONFIRMED).update(state=GrantedPower.State.ASKED, decided_at=None)


def void(now: SessionNow, keys: list[UUID]) -> None:
    """These answers no longer count; they stay legible."""
    now.session.answers.filter(pk__in=keys, void_at=None).update(void_at=now.at)
