"""What a button of the desk needs: the act, its words, its form, what it runs. Each area offers its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms

from foreign_law.models import AscertainmentRequest
from portal.audit.actors import Actor

Run = Callable[..., Any]
#: On which record a button stands: the request itself, one of its attempts, materials, questionings, costs, periods,
#: extension requests, findings shown, findings made. The word is the parameter's name.
REQUEST, ATTEMPT, MATERIAL, QUESTIONING, COST, PERIOD, EXTENSION, SHOWN, FINDING = (
    "request", "attempt", "material", "questioning", "cost", "period", "extension", "shown", "finding",
)  # fmt: skip


@dataclass(frozen=True)
class ActForm:
    """One act offered on the desk.

    ``act`` without the module's prefix, as in the tables. ``on`` names the record on which the button stands. ``form``
    is called with ``law_request=``, ``record=`` (the request itself for an act on it) and ``at=`` beside data and files. ``run``
    is called as ``run(actor=, at=, record=, **form.cleaned_data)`` inside a transaction. ``shown`` hides a button that
    the tables of states would allow.
    """

    act: str
    label: Any
    form: Callable[..., forms.Form]
    run: Run
    on: str = REQUEST
    alarming: bool = False
    shown: Callable[[Any], bool] = lambda record: True


class RequestForm(forms.Form):
    """A form about one request or one of its records; knows both. An act that needs only the button uses it as it is."""

    def __init__(
        self,
        *args: Any,
        law_request: AscertainmentRequest,
        record: Any = None,
        at: datetime | None = None,
        **kwargs: Any,
    ) -> None:
        self.law_request, self.record = law_request, record if record is not None else law_request
        self.at = at  # the moment of the page, from the door
        super().__init__(*args, **kwargs)


def simple(action: Callable[..., Any], *, on: str = REQUEST) -> Callable[..., Any]:
    """Calls ``action(actor, at, <record>_id, **cleaned)`` for a button."""

    def run(*, actor: Actor, at: datetime, record: Any, **entered: Any) -> Any:
        return action(actor=actor, at=at, **{f"{on}_id": record.pk}, **entered)

    return run
