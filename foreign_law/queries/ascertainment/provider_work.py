"""The page of an institution or expert: one attempt, what it needs to answer, what was done; and the routes as a side sees them.

Art. 7: whoever is asked speaks on foreign law and takes no other part; nothing of the parties' positions stands here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from foreign_law.models import (
    AscertainmentRequest,
    Cost,
    LawProvider,
    Material,
    Period,
    ProviderProof,
    Questioning,
    RouteAttempt,
    ScopeQuestion,
)
from foreign_law.queries.ascertainment.laws import law_words
from foreign_law.queries.ascertainment.providers import attempts_for_provider
from foreign_law.rules.ascertainment import lifecycle, providers, questioning, routes
from i18n import languages
from portal.audit.actors import Actor
from portal.cases.models import Party
from portal.rooms.models import Room

F = lifecycle.F
PART_WORDS: Mapping[str, str | Promise] = {
    providers.QUALIFICATION: _("proof of the institution's qualification"),
    providers.IDENTITY: _("proof of the expert's identity"),
    providers.RECORD: _("proof of the expert's qualifications and experience"),
    providers.STATEMENT: _("the written statement of no interest in this case"),
}


def name_in(provider: LawProvider, language: str) -> tuple[str, str]:
    """The name nearest to a language, and the language that it is in."""
    names = {code: getattr(provider, f"name_{code.replace('-', '_')}") or "" for code in languages.CODES}
    text = languages.nearest(names, language)
    return text, next((code for code, name in names.items() if name == text and text), language)


@dataclass(frozen=True)
class Work:
    """One attempt from the seat of whoever answers on it.

    ``missing``: the parts of art. 4 that are still missing, in words. ``open_room``: the questioning whose room is open.
    """

    attempt: RouteAttempt
    request: AscertainmentRequest
    law: str
    questions: list[ScopeQuestion]
    periods: list[Period]
    parties: list[Party]
    proofs: list[ProviderProof]
    materials: list[Material]
    costs: list[Cost]
    questionings: list[Questioning]
    missing: list[str]
    open_room: Questioning | None

    def may(self, act: str) -> bool:
        """Whether the tables of states let the act happen now."""
        return (
            lifecycle.request_after(self.request.state, F + act) is not None
            and lifecycle.attempt_after(self.attempt.state, F + act) is not None
        )

    @property
    def may_accept(self) -> bool:
        return self.may("provider_accepted")

    @property
    def may_decline(self) -> bool:
        return self.may("provider_declined")

    @property
    def may_declare_interest(self) -> bool:
        """The answer came: what is left to declare is an interest in the case (art. 4)."""
        return self.may_decline and self.attempt.state in (lifecycle.ANSWERED_BY_PROVIDER, lifecycle.ASSESSED)

    @property
    def may_prove(self) -> bool:
        return self.may("provider_proof_added")

    @property
    def may_submit(self) -> bool:
        """An opinion is handed in once the question was accepted."""
        return self.attempt.state != lifecycle.SENT and self.may("material_received")

    @property
    def may_quote(self) -> bool:
        return lifecycle.request_after(self.request.state, F + "cost_quoted") is not None


def work_of(actor: Actor, attempt_id: UUID, on: date) -> Work | None:
    """The attempt for whoever answers on it today; None for everybody else. A bounded number of queries."""
    rows = attempts_for_provider(actor, on).select_related("request__case", "statement_exhibit", "provider")
    attempt = rows.filter(pk=attempt_id).first()
    if attempt is None or attempt.provider is None:
        return None
    request = attempt.request
    proofs = list(attempt.proofs.filter(withdrawn_at=None).select_related("exhibit"))
    counted = {proof.kind for proof in proofs if proof.valid_to is None or proof.valid_to > on}
    held = attempt.questionings.exclude(state__in=(questioning.ASKED, questioning.REFUSED))
    questionings = list(held.select_related("room"))
    return Work(
        attempt=attempt,
        request=request,
        law=law_words(request.jurisdiction),
        questions=request.dated(request.questions.filter(struck_at=None)),
        periods=list(request.periods.filter(attempt=attempt, extended_by=None)),
        parties=list(request.case.parties.on(on).order_by("number")) if attempt.names_parties else [],
        proofs=proofs,
        materials=list(attempt.materials.all()),
        costs=list(request.costs.filter(attempt=attempt)),
        questionings=questionings,
        missing=[
            str(PART_WORDS[part])
            for part in providers.missing(
                attempt.provider.kind, counted, has_statement=attempt.statement_given_at is not None
            )
        ],
        open_room=next((one for one in questionings if is_open(one)), None),
    )


def is_open(found: Questioning) -> bool:
    """Whether the room of a questioning may be entered."""
    return (
        found.room is not None
        and found.room.state != Room.State.CLOSED
        and found.state == questioning.ALLOWED
    )


@dataclass(frozen=True)
class RouteLine:
    """One attempt as a side of the case sees it."""

    attempt: RouteAttempt
    provider: str
    provider_lang: str
    questionings: list[tuple[Questioning, bool]]
    may_ask: bool


def route_section(
    request: AscertainmentRequest, language: str, sides: list[Party] | None = None
) -> dict[str, Any]:
    """For the page of a side: the attempts with their questionings, and whether a questioning may be asked for.

    ``sides``: the reader's own parties; reasons of a questioning that others asked for stay theirs until it is decided.
    """
    rows = request.attempts.select_related("provider", "party").prefetch_related("questionings__room")
    own = {party.pk for party in sides or ()}
    possible = lifecycle.request_after(request.state, F + "questioning_asked") is not None
    lines = []
    for attempt in rows:
        name, lang = name_in(attempt.provider, language) if attempt.provider else ("", "")
        shown = [
            (one, is_open(one))
            for one in attempt.questionings.all()
            if one.state != questioning.ASKED or one.asked_by_party_id in own
        ]
        asked = any(one.state == questioning.ASKED and one.asked_by_party_id in own for one, _open in shown)
        answers = attempt.route in routes.BY_PROVIDER and questioning.may_be_questioned(attempt.state)
        may = possible and answers and not asked
        lines.append(RouteLine(attempt, name, lang, shown, may and attempt.provider_id is not None))
    return {"route_lines": lines}
