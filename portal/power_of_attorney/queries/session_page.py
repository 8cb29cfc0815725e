"""What the page of the room shows to one person: the stage, the question, the steps, who is there, what to do now."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext_lazy as _

from i18n.languages import html_lang
from portal.power_of_attorney.models import GrantedPower, IdentityCheck, ScriptAnswer, WitnessingSession
from portal.power_of_attorney.queries.causes import CAUSES
from portal.power_of_attorney.queries.obstacles import STEP_TITLES, sentence_of, who_in_words
from portal.power_of_attorney.queries.session import CLERK, JUDGE, SessionNow
from portal.power_of_attorney.queries.signatures import way_of
from portal.power_of_attorney.queries.transcript import ANSWER_LABELS, clock, line_of, mark_of
from portal.power_of_attorney.queries.wording import language_of, words_as_asked_marked, words_marked
from portal.power_of_attorney.rules import script, witnessing
from portal.rooms.models import RecordingGap, Seat
from portal.rooms.queries.recordings import unexplained_gaps

LOBBY, ASK, IDENTITY, SIGN, ATTEST, CLOSE, SUSPENDED, OVER = (
    "lobby", "ask", "identity", "sign", "attest", "close", "suspended", "over",
)  # fmt: skip
POWER_LABELS = {"yes": _("Agrees"), "no": _("Refuses: strike it out")}


@dataclass(frozen=True)
class Asked:
    """One question for the page: in the language of the person asked, and in the reader's own."""

    question: script.Question
    who: str
    text: str
    lang: str
    own_text: str
    answers: list[tuple[str, Any]]
    takes_words: bool
    before: ScriptAnswer | None

    @property
    def is_translated(self) -> bool:
        return self.text != self.own_text


class SessionPage:
    """One person's view of a session."""

    def __init__(self, now: SessionNow, who: str, language: str, item: str = "") -> None:
        self.now, self.who, self.language, self.item = now, who, language, item
        self.session, self.sheet = now.session, now.sheet

    @property
    def is_judge(self) -> bool:
        return self.who == JUDGE

    @property
    def is_bench(self) -> bool:
        return self.who in (JUDGE, CLERK)

    @cached_property
    def seat(self) -> Seat | None:
        """The reader's own seat."""
        account = self.now.accounts.get(self.who)
        for seat in self.now.seats:
            if (account is not None and seat.holder_id == account.pk) or (
                self.who == CLERK and seat.role == Seat.Role.CLERK
            ):
                return seat
        return None

    @property
    def is_admitted(self) -> bool:
        """Whether the reader sees more than the lobby."""
        return self.seat is not None and self.seat.state == Seat.State.ADMITTED

    @cached_property
    def stage(self) -> str:
        """What is to be done now."""
        states = WitnessingSession.State
        fixed: dict[str, str] = {states.LOBBY: LOBBY, states.SUSPENDED: SUSPENDED}
        if self.session.state in fixed:
            return fixed[self.session.state]
        if self.session.state == states.ATTESTED:
            return ASK if self.first_open else CLOSE
        if self.session.state != states.OPEN:
            return OVER
        step = self.step
        if step > script.SIGNING:
            return ATTEST
        if self.item:
            return ASK
        if step == script.SIGNING and witnessing.unsigned(self.sheet):
            return SIGN
        return ASK if self.first_open is not None and self.first_open.step == step else IDENTITY

    @cached_property
    def step(self) -> int:
        """The first step that is not done; 11 is the last."""
        undone = (step for step in script.STEPS if not witnessing.step_is_done(self.sheet, step))
        return next(undone, script.CLOSING)

    @cached_property
    def first_open(self) -> script.Question | None:
        questions = witnessing.open_questions(self.sheet)
        return questions[0] if questions else None

    @cached_property
    def asked(self) -> Asked | None:
        """The question that is put now: the one the judge chose to put again, or the first that is open."""
        if self.stage != ASK:
            return None
        chosen = script.question(self.now.cast, self.item) if self.item and self.is_judge else None
        question = chosen or self.first_open
        return self._asked(question) if question is not None else None

    def _asked(self, question: script.Question) -> Asked:
        language = language_of(question.who, self.now)
        if not self.is_bench and question.who == script.EVERYBODY:
            language = self.language
        kind = question.item.kind
        labels = POWER_LABELS if script.power_of(question.key) else ANSWER_LABELS
        rows = (row for row in self.now.answers if row.item == question.key and row.void_at is None)
        return Asked(
            question=question,
            who=who_in_words(question.who, self.now),
            text=words_marked(self.now, question, language),
            lang=html_lang(language),
            own_text=words_marked(self.now, question, self.language),
            answers=[(answer, labels[answer]) for answer in kind.answers],
            takes_words=bool(kind.needs_words) or question.item.code == "signatures.seen",
            before=next(rows, None),
        )

    @cached_property
    def unidentified_now(self) -> list[dict[str, Any]]:
        """Those whose identity is to be checked in the steps up to the present one."""
        return [
            {"who": who_in_words(who, self.now), "person": self.now.people[who]}
            for who in witnessing.unidentified(self.sheet)
        ]

    @cached_property
    def steps(self) -> list[dict[str, Any]]:
        """The eleven steps with their state, the time mark of the last answer, and for the bench every line."""
        return [self._step(number) for number in script.STEPS]

    def _step(self, number: int) -> dict[str, Any]:
        rows = [row for row in self.now.answers if row.step == number and row.void_at is None]
        last = rows[-1] if rows else None
        started = self.session.state in {WitnessingSession.State.OPEN, WitnessingSession.State.ATTESTED}
        done = started and witnessing.step_is_done(self.sheet, number)
        lines = [self._line(row) for row in self.now.answers if row.step == number] if self.is_bench else []
        return {
            "number": number,
            "title": STEP_TITLES[number],
            "is_done": done,
            "is_now": started and not done and number == self.step,
            "time": clock(last.offset_ms) if last and last.recording_number else "",
            "lines": lines,
        }

    def _line(self, row: ScriptAnswer) -> dict[str, Any]:
        question = words_as_asked_marked(self.now, row, self.language)
        return {"line": line_of(self.now, row, self.language), "question": question}

    @cached_property
    def powers(self) -> list[dict[str, Any]]:
        """Each special power with what became of it."""
        marks = {row.item: row for row in self.now.answers if row.step == script.READING}
        states = {"asked": "wait", "confirmed": "", "struck": "seal"}
        return [
            {
                "label": line.get_code_display(),
                "state": line.state,
                "words": line.get_state_display(),
                "tag": states[line.state],
                "time": self._mark(marks.get(f"special.{line.code}"), line),
            }
            for line in self.now.granted
        ]

    def _mark(self, row: ScriptAnswer | None, line: GrantedPower) -> str:
        shown = row is not None and line.state != GrantedPower.State.ASKED
        return clock(row.offset_ms) if row is not None and shown else ""

    @cached_property
    def people(self) -> list[dict[str, Any]]:
        """Everybody at the table or waiting, with what the judge needs to know."""
        place = {user.pk: who for who, user in self.now.accounts.items()}
        return [
            self._person(place.get(presence.seat.holder_id, CLERK), presence)
            for presence in self.now.presences
        ]

    def _person(self, who: str, presence: Any) -> dict[str, Any]:
        check = self.now.checks.get(who)
        person = self.now.people.get(who)
        return {
            "who": who,
            "seat": presence.seat,
            "lang": html_lang(presence.seat.name_lang) if presence.seat.name_lang else "",
            "role": who_in_words(who, self.now),
            "is_here": presence.is_present and presence.seat.state == Seat.State.ADMITTED,
            "waits": presence.seat.state == Seat.State.WAITING,
            "state": presence.seat.get_state_display(),
            "person": person if who in self.now.cast.identified else None,
            "check": check,
            "is_identified": who in self.sheet.identified,
            "failed": check is not None and check.result == IdentityCheck.Result.FAILED,
            "lacks_consent": who in self.sheet.without_consent,
            "has_signed": self.sheet.signed.get(who) == self.sheet.digest and bool(self.sheet.digest),
            "signs": who in self.now.cast.signers,
        }

    @property
    def signs(self) -> bool:
        """Whether the reader is one of the signers."""
        return self.who in self.now.cast.signers

    @cached_property
    def my_turn(self) -> bool:
        """Whether the reader can sign now."""
        if self.stage != SIGN or not self.signs:
            return False
        return not witnessing.obstacles_to_sign(self.sheet, self.who, self.sheet.digest)

    @property
    def has_signed(self) -> bool:
        return self.signs and self.who not in witnessing.unsigned(self.sheet)

    @cached_property
    def turn_of(self) -> str:
        """Who signs next, in words."""
        waiting = witnessing.unsigned(self.sheet)
        return who_in_words(waiting[0], self.now) if waiting else ""

    @cached_property
    def obstacles(self) -> list[str]:
        """What stands in the way of the next act, in words; for the bench."""
        found = {
            LOBBY: witnessing.obstacles_to_open,
            SUSPENDED: witnessing.obstacles_to_open,
            ATTEST: witnessing.obstacles_to_attest,
            ASK: witnessing.obstacles_in_the_room,
            IDENTITY: witnessing.obstacles_in_the_room,
            SIGN: witnessing.obstacles_in_the_room,
        }.get(self.stage)
        if found is None or self.session.state == WitnessingSession.State.ATTESTED:
            return []
        return [sentence_of(one, self.now) for one in found(self.sheet)]

    @cached_property
    def gaps(self) -> list[RecordingGap]:
        """Gaps in the recording that wait for an explanation."""
        return list(unexplained_gaps(self.session.room)) if self.is_bench else []

    @cached_property
    def signatures(self) -> list[dict[str, Any]]:
        """Every signature of the present text with its time mark."""
        return [
            {
                "who": who_in_words(who, self.now),
                "mark": mark_of(row.recording_number, row.offset_ms),
                "way": way_of(row),
                "row": row,
            }
            for who, row in self.now.signed()
        ]

    @cached_property
    def interruptions(self) -> list[dict[str, Any]]:
        """Every interruption with its cause in words."""
        return [
            {
                "began_at": row.began_at,
                "ended_at": row.ended_at,
                "words": CAUSES.get(row.cause, row.cause),
                "reason": row.reason,
            }
            for row in self.now.interruptions
        ]
