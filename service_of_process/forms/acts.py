"""What a button of the desk needs: the act, its words, its form, what it runs. Each area offers its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms

from portal.audit.actors import Actor
from portal.desk.act_pages import ToldOnce
from service_of_process.models import Leg, ServiceMatter

__all__ = ["ActForm", "MatterForm", "ToldOnce", "simple"]
Run = Callable[..., Any]


@dataclass(frozen=True)
class ActForm:
    """One act offered on the desk.

    ``act`` without the module's prefix, as in the tables. ``form`` is called with ``matter=`` and ``leg=`` (None for an
    act on the matter) beside data and files. ``run`` is called as
    ``run(actor=, at=, matter=, leg=, **form.cleaned_data)`` inside a transaction. ``shown`` hides a button that the
    tables of states would allow.
    """

    act: str
    label: Any
    form: Callable[..., forms.Form]
    run: Run
    on_leg: bool = False
    alarming: bool = False
    shown: Callable[[ServiceMatter, Leg | None], bool] = lambda matter, leg: True


class MatterForm(forms.Form):
    """A form about one matter or leg; knows both. An act that needs nothing but the button uses it as it is."""

    def __init__(self, *args: Any, matter: ServiceMatter, leg: Leg | None = None, **kwargs: Any) -> None:
        self.matter, self.leg = matter, leg
        super().__init__(*args, **kwargs)


def simple(action: Callable[..., Any], *, on_leg: bool) -> Callable[..., Any]:
    """Calls ``action(actor, at, <matter_id or leg_id>, **cleaned)`` for a button."""

    def run(*, actor: Actor, at: datetime, matter: ServiceMatter, leg: Leg | None, **entered: Any) -> Any:
        if on_leg:
            assert leg is not None  # the desk offers these buttons on a leg only
            return action(actor=actor, at=at, leg_id=leg.pk, **entered)
        return action(actor=actor, at=at, matter_id=matter.pk, **entered)

    return run
