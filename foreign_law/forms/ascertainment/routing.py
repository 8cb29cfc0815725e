"""Forms of the desk: routes, institutions and experts, questioning."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from foreign_law.actions.ascertainment.assessing import DAYS, TEXTS
from foreign_law.forms.ascertainment.acts import RequestForm
from foreign_law.models import LawProvider, ProviderProof, Questioning, RouteAttempt
from foreign_law.models.providers import DeclineGround
from foreign_law.queries.ascertainment.providers import tried_in
from foreign_law.rules.ascertainment import providers as provider_rules
from foreign_law.rules.ascertainment import route_choice, routes

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
MOMENT = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


def offer(form: forms.Form, name: str, choices: list[Any]) -> None:
    """Give a field of choices what it offers for this record."""
    field: Any = form.fields[name]
    field.choices = choices


LONG = forms.Textarea(attrs={"rows": 3})
NOBODY = ("", "---------")

ADVICE: dict[str, str | Promise] = {
    route_choice.MACAO_LETTER: _(
        "Macao: the letter is in Chinese and goes through the High People's Court or a court authorised by the Supreme "
        "People's Court to the Court of Final Appeal (2020 Arrangement, arts 4, 25). Make it under the papers."
    ),
    route_choice.NO_CLAUSE_FOR_HONG_KONG: _(
        "The 2017 arrangement with Hong Kong on evidence has no clause on providing the law; say on what this request rests."
    ),
    route_choice.NO_EMBASSY: _(
        "Art. 2(3) speaks of embassies and consulates in a foreign state; for Hong Kong and Macao another route may fit "
        "better."
    ),
    route_choice.PARTY_ALONE: _(
        "A conflict rule designates the law: that a party fails to provide it can never alone make it unascertainable "
        "(art. 2, third paragraph)."
    ),
    route_choice.SUPPLEMENT_OWED: _(
        "A route gave no sufficient result: a different route must supplement it (art. 2, second paragraph)."
    ),
}


def _label(name: str) -> Any:
    column: Any = RouteAttempt._meta.get_field(name)
    return column.verbose_name


def _uuid(value: str) -> UUID | None:
    return UUID(value) if value else None


class OpenRouteForm(RequestForm):
    """Which route, and who is asked on it."""

    route = forms.TypedChoiceField(
        label=_("Route of ascertainment"), choices=RouteAttempt.Route.choices, coerce=int
    )
    party_id = forms.TypedChoiceField(
        label=_("Party that is to provide it (route 1)"), required=False, coerce=_uuid, empty_value=None
    )
    provider_id = forms.TypedChoiceField(
        label=_("Institution or expert (routes 4 to 6)"), required=False, coerce=_uuid, empty_value=None
    )
    addressed_to = forms.CharField(
        label=_("Addressed to"), max_length=300, required=False,
        help_text=_("The authority, embassy, participant or member, where nobody of the directory is asked."),
    )  # fmt: skip
    description = forms.CharField(label=_("What is asked on this route"), required=False, widget=LONG)
    names_parties = forms.BooleanField(
        label=_("Name the parties to whoever is asked"), required=False,
        help_text=_("Needed where it must check whether it has an interest in the case."),
    )  # fmt: skip
    repeat_reason = forms.CharField(
        label=_("Why this route again"), required=False, widget=LONG,
        help_text=_("Only where the route was used before without success, with somebody else."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        request = self.law_request
        today = timezone.localdate(self.at or request.state_since_at)
        self.tried = tried_in(request)
        self.owing = route_choice.owed(self.tried)
        used = {one.route for one in self.tried}
        again = _now("used before")
        offer(
            self,
            "route",
            [
                (number, f"{label} · {again}" if number in used else label)
                for number, label in RouteAttempt.Route.choices
            ],
        )
        if "route" not in self.initial:
            self.initial["route"] = next(
                (number for number in routes.ROUTES if number not in used), routes.ROUTES[0]
            )
        parties = request.case.parties.on(today)
        offer(self, "party_id", [NOBODY, *((str(one.pk), str(one)) for one in parties)])
        asked = LawProvider.objects.filter(is_active=True)
        offer(self, "provider_id", [NOBODY, *((str(one.pk), _provider_label(one)) for one in asked)])

    @property
    def sentences(self) -> list[str | Promise]:
        """Advice for the law that is asked for; nothing of it stops the judge."""
        request = self.law_request
        codes: list[str] = []
        for route in routes.ROUTES:
            codes += route_choice.advice(
                route, request.jurisdiction, by_choice=request.by_choice, owing=self.owing
            )
        return [ADVICE[code] for code in dict.fromkeys(codes)]


def _provider_label(provider: LawProvider) -> str:
    laws = ", ".join(provider.jurisdictions)
    numbers = ", ".join(str(number) for number in provider.routes)
    words = {"name": str(provider), "routes": numbers, "laws": laws or "—"}
    return _now("%(name)s (routes %(routes)s; %(laws)s)") % words


class SendRouteForm(RequestForm):
    """What went out, when, through whom."""

    record: RouteAttempt

    sent_date = forms.DateField(label=_("Sent on"), widget=DAY)
    through = forms.CharField(
        label=_("Through"), max_length=300, required=False,
        help_text=_("Route 2: the High People's Court or authorised court. Route 3: the Supreme People's Court."),
    )  # fmt: skip
    addressed_to = forms.CharField(label=_("Addressed to"), max_length=300, required=False)
    outside_number = forms.CharField(label=_("Number given by the other side"), max_length=80, required=False)
    description = forms.CharField(label=_("What was asked on this route"), required=False, widget=LONG)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("through", "addressed_to", "outside_number", "description"):
            self.initial.setdefault(name, getattr(self.record, name))
        if self.record.route == routes.EMBASSY and not self.initial["through"]:
            self.initial["through"] = "最高人民法院"

    @property
    def sentences(self) -> list[str | Promise]:
        """How the letter goes on this route."""
        codes = route_choice.advice(
            self.record.route, self.law_request.jurisdiction, by_choice=self.law_request.by_choice
        )
        return [ADVICE[code] for code in codes]


class PaperAcceptanceForm(RequestForm):
    """An acceptance that came on paper, with the signed statement."""

    statement_text = forms.CharField(label=_("Statement of no interest, in its words"), widget=LONG)
    upload = forms.FileField(label=_("The signed statement (file)"))
    stated_date = forms.DateField(label=_("Date of the signature"), widget=DAY)


class DeclineForm(RequestForm):
    """Why the provider declines."""

    ground = forms.ChoiceField(
        label=_("Ground"),
        choices=DeclineGround.choices,
        help_text=_("Whoever has an interest in the case declines on that ground."),
    )
    decline_reason = forms.CharField(label=_("Reason"), widget=LONG)


class ProofForm(RequestForm):
    """A proof of art. 4."""

    record: RouteAttempt

    kind = forms.ChoiceField(label=_("What the file proves"))
    upload = forms.FileField(label=_("File"))
    issued_date = forms.DateField(label=_("Issued on"), required=False, widget=DAY)
    valid_to = forms.DateField(label=_("Valid until (this day no longer)"), required=False, widget=DAY)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = provider_rules.PROOFS_OF[self.record.provider.kind] if self.record.provider else ()
        offer(self, "kind", [(code, ProviderProof.Kind(code).label) for code in asked])


class AnswerForm(RequestForm):
    """An answer that brought no material."""

    received_date = forms.DateField(label=_("Received on"), widget=DAY)
    answer_note = forms.CharField(
        label=_("What was answered"), widget=LONG,
        help_text=_("An answer with texts or an opinion is entered as material instead."),
    )  # fmt: skip
    outside_number = forms.CharField(label=_("Number given by the other side"), max_length=80, required=False)


class AssessForm(RequestForm):
    """The judge's assessment of one route."""

    outcome = forms.ChoiceField(label=_("What the route gave"), choices=RouteAttempt.Outcome.choices)
    outcome_reason = forms.CharField(label=_("Reasons"), widget=LONG)


class SupplementForm(RequestForm):
    """What is to be supplemented, and why."""

    attempt_id = forms.TypedChoiceField(
        label=_("Attempt to be supplemented"), required=False, coerce=_uuid, empty_value=None
    )
    reason = forms.CharField(label=_("What must be supplemented, and why"), widget=LONG)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        attempts = self.law_request.attempts.all()
        lines = [(str(one.pk), f"{one.number} · {one.get_route_display()}") for one in attempts]
        offer(self, "attempt_id", [NOBODY, *lines])


class ReasonForm(RequestForm):
    """A reason, and nothing else."""

    reason = forms.CharField(label=_("Reason"), widget=LONG)


class RectifyForm(RequestForm):
    """Which entry, what it should say, why."""

    field = forms.ChoiceField(
        label=_("Entry"),
        choices=[(name, _label(name)) for name in (*DAYS, *TEXTS)],
    )
    value = forms.CharField(
        label=_("What it should say"), max_length=2000, required=False,
        help_text=_("Days as year-month-day, such as 2026-11-30. What stood before stays legible."),
    )  # fmt: skip
    reason = forms.CharField(label=_("Reason"), widget=LONG)


class AllowQuestioningForm(RequestForm):
    """Day, way, matters; what art. 7 asks before somebody answers online."""

    how = forms.ChoiceField(label=_("How"), choices=Questioning.How.choices, widget=forms.RadioSelect)
    scheduled_at = forms.DateTimeField(label=_("Appointed for"), required=False, widget=MOMENT)
    scope_note = forms.CharField(
        label=_("Matters to be put"), required=False, widget=LONG,
        help_text=_("On foreign law only: whoever is questioned takes no other part in the hearing (art. 7)."),
    )  # fmt: skip
    difficulty = forms.CharField(
        label=_("Online: why attendance in person is really difficult"), required=False, widget=LONG
    )
    home_law_checked = forms.BooleanField(
        label=_("Online: it was checked that the law of the provider's home does not forbid it"),
        required=False,
    )
    home_law_note = forms.CharField(label=_("Online: what was checked"), required=False, widget=LONG)
    decision_reason = forms.CharField(label=_("Reasons"), required=False, widget=LONG)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if isinstance(self.record, Questioning):
            for name in ("how", "scope_note", "difficulty", "home_law_checked", "home_law_note"):
                self.initial.setdefault(name, getattr(self.record, name))
            if self.record.scheduled_at is not None:
                self.initial.setdefault("scheduled_at", timezone.localtime(self.record.scheduled_at))
        self.initial["how"] = self.initial.get("how") or Questioning.How.IN_PERSON


class RefuseQuestioningForm(RequestForm):
    """Why the questioning is not allowed."""

    decision_reason = forms.CharField(label=_("Reasons"), widget=LONG)


class HeldForm(RequestForm):
    """What the minutes hold of a questioning."""

    held_date = forms.DateField(label=_("Held on"), widget=DAY)
    minutes_reference = forms.CharField(label=_("Minutes"), max_length=200)
    summary = forms.CharField(label=_("What was said on foreign law"), widget=LONG)
