"""The words of acts and notices: routes, institutions and experts, questioning."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from foreign_law.models import LawProvider, ProviderProof, Questioning, RouteAttempt
from foreign_law.models.providers import DeclineGround
from i18n import languages
from portal.notices.kinds import court_of

_ROUTES = {str(number): label for number, label in RouteAttempt.Route.choices}
_OUTCOMES = dict(RouteAttempt.Outcome.choices)
_ROUTE = {"route": _ROUTES}
_KIND = {"kind": dict(LawProvider.Kind.choices)}
_HOW = {**_ROUTE, "how": dict(Questioning.How.choices)}
FIELD_WORDS: dict[str, Any] = {
    "addressed_to": _("Addressed to"), "through": _("Sent through"), "description": _("What was asked"),
    "outside_number": _("Number of the other side"), "sent_date": _("Sent on"), "received_date": _("Answer received on"),
}  # fmt: skip


def _label(model: Any, name: str) -> Any:
    return model._meta.get_field(name).verbose_name


#: The fields of the directory as its history and its forms name them.
DIRECTORY_WORDS: dict[str, Any] = {
    **{f"name_{code.replace('-', '_')}": label for code, label in (
        ("zh-hant", _("Name in Traditional Chinese")), ("zh-hans", _("Name in Simplified Chinese")),
        ("pt", _("Name in Portuguese")), ("en", _("Name in English")),
    )},
    **{name: _label(LawProvider, name) for name in (
        "kind", "home_jurisdiction", "routes", "jurisdictions", "fields_of_law", "languages", "fees", "turnaround",
        "stated_date", "source", "contact_email", "website", "is_public",
    )},
    "institution_id": _label(LawProvider, "institution"),
}  # fmt: skip

ACT_WORDS: dict[str, tuple[Any, Any, Mapping[str, Mapping[str, Any]]]] = {
    "route_opened": (
        _("Route opened"), _("Attempt %(attempt)s of %(reference)s was opened: %(route)s."), _ROUTE),
    "route_sent": (_("Question sent"), _("Attempt %(attempt)s of %(reference)s was sent: %(route)s."), _ROUTE),
    "route_answered": (
        _("Answer without material"), _("Attempt %(attempt)s of %(reference)s was answered without material."), {}),
    "route_assessed": (
        _("Route assessed"), _("The judge assessed attempt %(attempt)s of %(reference)s: %(outcome)s. %(reason)s"),
        {"outcome": _OUTCOMES}),
    "route_withdrawn": (
        _("Attempt withdrawn"), _("Attempt %(attempt)s of %(reference)s was withdrawn. %(reason)s"), {}),
    "supplement_ordered": (
        _("Supplement ordered"), _("The judge ordered a supplement in %(reference)s, round %(round)s. %(reason)s"), {}),
    "attempt_rectified": (
        _("Attempt rectified"),
        _("Attempt %(attempt)s of %(reference)s was rectified, %(field)s: “%(before)s” became “%(after)s”. %(reason)s"),
        {"field": FIELD_WORDS}),
    "interest_rectified": (
        _("Declared interest rectified"),
        _("In attempt %(attempt)s of %(reference)s an interest had been entered by mistake: “%(before)s”. %(reason)s"), {}),
    "provider_accepted": (
        _("Accepted by the institution or expert"),
        _("The question of attempt %(attempt)s of %(reference)s was accepted, with the statement of no interest."), {}),
    "provider_declined": (
        _("Declined by the institution or expert"),
        _("The question of attempt %(attempt)s of %(reference)s was declined: %(ground)s. %(reason)s"),
        {"ground": dict(DeclineGround.choices)}),
    "provider_proof_added": (
        _("Proof of article 4 added"), _("For attempt %(attempt)s of %(reference)s a file was added: %(kind)s."),
        {"kind": dict(ProviderProof.Kind.choices)}),
    "provider_proof_withdrawn": (
        _("Proof of article 4 taken back"), _("On attempt %(attempt)s of %(reference)s a file was taken back: %(kind)s."),
        {"kind": dict(ProviderProof.Kind.choices)}),
    "questioning_asked": (
        _("Questioning asked for"), _("A party asked that whoever gave the opinion of attempt %(attempt)s be questioned."), {}),
    "questioning_allowed": (
        _("Questioning allowed"), _("The questioning on attempt %(attempt)s of %(reference)s was allowed: %(how)s."), _HOW),
    "questioning_refused": (
        _("Questioning refused"), _("The questioning on attempt %(attempt)s of %(reference)s was refused. %(reason)s"), {}),
    "questioning_room_opened": (
        _("Room of the questioning opened"), _("The room of the questioning on attempt %(attempt)s was opened."), {}),
    "questioning_held": (
        _("Questioning held"), _("The questioning on attempt %(attempt)s of %(reference)s was held: %(how)s."), _HOW),
    "questioning_cancelled": (
        _("Questioning cancelled"), _("The questioning on attempt %(attempt)s was cancelled. %(reason)s"), {}),
    "provider_entered": (_("Entered in the directory"), _("Entered in the directory: %(name)s (%(kind)s)."), _KIND),
    "provider_changed": (_("Entry of the directory changed"),
        _("The entry was changed: %(fields)s. What stood before, and what stands now: %(changes)s"),
        {"fields": DIRECTORY_WORDS}),
    "provider_ended": (_("No longer asked"), _("It is no longer asked. %(reason)s"), {}),
    "provider_resumed": (_("Asked again"), _("It is asked again. %(reason)s"), {}),
    "provider_invited": (_("Invitation sent"), _("An invitation was sent to %(email)s."), {}),
    "provider_invitation_revoked": (_("Invitation revoked"), _("An invitation was revoked."), {}),
    "provider_invitation_taken_up": (_("Invitation taken up"), _("An invitation was taken up by an account."), {}),
    "provider_account_bound": (_("Account bound"), _("An account was bound by office."), {}),
    "provider_account_ended": (_("Account ended"), _("An account no longer answers here. %(reason)s"), {}),
}  # fmt: skip

NOTICE_WORDS: dict[str, tuple[Any, Any, Any]] = {
    "route_opened": (
        _("A route of ascertainment was opened"), _("%(reference)s: a route was opened"),
        _("%(court)s has opened a route for ascertaining the law in %(reference)s: %(route_label)s.")),
    "party_asked": (
        _("You are asked to provide foreign law"), _("%(reference)s: please provide the law"),
        _("%(court)s asks you to provide the law in %(reference)s. The questions, the period and what your material must "
          "contain stand on the page.")),
    "provider_asked": (
        _("A court asks you for an opinion on law"), _("%(reference)s: a court asks for an opinion"),
        _("%(court)s asks you in %(reference)s for an opinion on law. Please say on the page whether you accept, with your "
          "statement of no interest, or decline.")),
    "route_answered": (
        _("A route was answered without material"), _("%(reference)s: answer on attempt %(attempt)s"),
        _("On attempt %(attempt)s of %(reference)s an answer without material was entered. The judge may assess it.")),
    "route_withdrawn": (
        _("A question was withdrawn"), _("%(reference)s: the question was withdrawn"),
        _("%(court)s has withdrawn the question that it put to you in %(reference)s. Nothing more is asked of you.")),
    "route_assessed": (
        _("A route was assessed"), _("%(reference)s: attempt %(attempt)s was assessed"),
        _("The judge of %(court)s has assessed attempt %(attempt)s of %(reference)s: %(outcome_label)s.")),
    "supplement_ordered": (
        _("A supplement was ordered"), _("%(reference)s: to be supplemented"),
        _("The judge of %(court)s has ordered that the ascertainment in %(reference)s be supplemented.")),
    "provider_accepted": (
        _("A question was accepted"), _("%(reference)s: attempt %(attempt)s was accepted"),
        _("The institution or expert of attempt %(attempt)s in %(reference)s has accepted and stated that it has no interest.")),
    "provider_declined": (
        _("A question was declined"), _("%(reference)s: attempt %(attempt)s was declined"),
        _("The institution or expert of attempt %(attempt)s in %(reference)s has declined: %(ground_label)s.")),
    "interest_rectified": (
        _("An interest was entered by mistake"), _("%(reference)s: attempt %(attempt)s stands again"),
        _("In %(reference)s the court recorded that the interest of the institution or expert of attempt %(attempt)s was "
          "entered by mistake. If it had stated that it has no interest, that statement stands again; an answer that came and "
          "still counts is assessed anew.")),
    "questioning_asked": (
        _("A party asks for a questioning"), _("%(reference)s: a questioning is asked for"),
        _("A party asks in %(reference)s that whoever gave the opinion of attempt %(attempt)s be questioned. The judge "
          "allows or refuses it.")),
    "questioning_allowed": (
        _("A questioning was allowed"), _("%(reference)s: questioning on foreign law"),
        _("%(court)s has allowed the questioning of whoever gave the opinion of attempt %(attempt)s in %(reference)s: "
          "%(how_label)s. The day and the matters stand on the page.")),
    "questioning_refused": (
        _("A questioning was refused"), _("%(reference)s: the questioning was refused"),
        _("The judge of %(court)s has not allowed the questioning on attempt %(attempt)s in %(reference)s. The reasons stand "
          "on the page.")),
    "questioning_room_opened": (
        _("The room of a questioning is open"), _("%(reference)s: the room is open"),
        _("%(court)s has opened the room for the questioning in %(reference)s. Sign in and enter; the judge lets you in.")),
    "questioning_held": (
        _("A questioning was held"), _("%(reference)s: the questioning was held"),
        _("The questioning on attempt %(attempt)s in %(reference)s was entered as held on %(held_date)s.")),
    "questioning_cancelled": (
        _("A questioning was cancelled"), _("%(reference)s: the questioning was cancelled"),
        _("%(court)s has cancelled the questioning on attempt %(attempt)s in %(reference)s.")),
}  # fmt: skip

INVITED_LABEL = _("Invitation to answer for an institution or expert")
INVITED_SUBJECT = _("You are invited to answer for %(name)s")
INVITED_BODY = _(
    "You are invited to answer on this portal for %(name)s, which courts ask for opinions on the law of Hong Kong, Macao "
    "and other places. Open the link in this message, sign in or make an account, set up a second factor, and take the "
    "invitation up. If the link does not carry the code over, enter it on the page:\n\n%(code)s\n\nThe code is good until "
    "%(expires_at)s and only once. Neither the court nor the portal will ask you for money."
)


def prepare(context: Mapping[str, Any]) -> dict[str, Any]:
    """Court, route, outcome, ground and way in the recipient's language."""
    found: dict[str, Any] = {"court": court_of(context)}
    for name, words in (
        ("route", _ROUTES), ("outcome", _OUTCOMES), ("ground", dict(DeclineGround.choices)),
        ("how", dict(Questioning.How.choices)),
    ):  # fmt: skip
        if name in context:
            found[f"{name}_label"] = str(words.get(str(context[name]), ""))
    return found


def prepare_invitation(context: Mapping[str, Any]) -> dict[str, Any]:
    """The provider's name in the recipient's language."""
    return {"name": languages.nearest(context.get("names"), get_language()) or _now("an institution")}
