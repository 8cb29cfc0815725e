"""The buttons of papers."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from foreign_law.actions.ascertainment import papers
from foreign_law.forms.ascertainment.acts import ATTEMPT, QUESTIONING, ActForm
from foreign_law.forms.ascertainment.papers import PaperForm
from foreign_law.models import AscertainmentRequest, Questioning, RouteAttempt
from foreign_law.queries.ascertainment.papers import kinds_possible
from portal.audit.actors import Actor


def make(*, actor: Actor, at: datetime, record: Any, kind: str, language: str, second_language: str) -> str:
    """A paper about the record on which the button stands; its name as the message of success."""
    of: dict[str, Any] = {}
    request = record
    if isinstance(record, RouteAttempt):
        request, of = record.request, {"attempt_id": record.pk}
    elif isinstance(record, Questioning):
        request, of = record.attempt.request, {"questioning_id": record.pk}
    made = papers.make_paper(
        actor=actor, at=at, request_id=request.pk, kind=kind, language=language, second_language=second_language, **of
    )  # fmt: skip
    return _now("%(paper)s was made and sealed.") % {"paper": made.get_kind_display()}


def _has_paper(record: AscertainmentRequest | RouteAttempt | Questioning) -> bool:
    return bool(kinds_possible(record))


OFFERED: tuple[ActForm, ...] = (
    ActForm("paper_made", _("Make a paper"), PaperForm, make, shown=_has_paper),
    ActForm("paper_made", _("Make the letter"), PaperForm, make, on=ATTEMPT, shown=_has_paper),
    ActForm("paper_made", _("Make the scope note"), PaperForm, make, on=QUESTIONING, shown=_has_paper),
)  # fmt: skip
