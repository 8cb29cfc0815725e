"""What has to stand before a mediation begins, how a common name is found, which clock runs. Pure; articles cited."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from mediation_registry.rules import mediation as rules

#: A side puts forward at most five names.
MOST_NAMES = 5
#: The merged list is filled with names that neither side need have put forward, so that origin cannot be inferred.
FILLED_TO = 12
#: Alarms before the end of the period, in days.
ALARM_DAYS = (7, 3, 1)
INVITATION_DAYS = 14

CHOICE_RULE = "online-mediation-2021-art10-choice"
DESIGNATION_RULE = "online-mediation-2021-art10-designation"
REPLY_RULE = "online-mediation-2021-art12-reply"
CONTACT_RULE = "online-mediation-2021-art15-contact"

PERIOD_RULES: dict[tuple[str, str], str] = {
    (rules.ONLINE_2021, "prefiling"): "online-mediation-2021-art24-prefiling",
    (rules.ONLINE_2021, "ordinary"): "online-mediation-2021-art24-ordinary",
    (rules.ONLINE_2021, "summary"): "online-mediation-2021-art24-summary",
    (rules.INVITED_2016, "prefiling"): "invited-mediation-2016-art27-prefiling",
    (rules.INVITED_2016, "ordinary"): "invited-mediation-2016-art27-ordinary",
    (rules.INVITED_2016, "summary"): "invited-mediation-2016-art27-summary",
}

#: The intermediate court of Shenzhen; its own and its lower courts' mediations, and those of organisations seated
#: there, follow the Shenzhen Ordinance: one party's request suffices (art. 23 para. 3).
SHENZHEN_COURT = "CN-GD-SZ"

SUMMARY_PROCEDURES = frozenset({"summary", "small_claims"})


def kind_for(procedure: str) -> str:
    """Before filing the court delegates (委派), afterwards it entrusts (委托): 2016 art. 11."""
    return rules.DELEGATED if procedure == "pre_filing" else rules.ENTRUSTED


def track_for(procedure: str) -> str:
    """Which of the three periods runs (Online art. 24; 2016 art. 27)."""
    if procedure == "pre_filing":
        return "prefiling"
    return "summary" if procedure in SUMMARY_PROCEDURES else "ordinary"


def period_rule(rules_chosen: str, track: str) -> str | None:
    """The row of the statutory period; None where the rules chosen name none (the Model Rules: not known)."""
    return PERIOD_RULES.get((rules_chosen, track))


def keeps_online_clocks(rules_chosen: str) -> bool:
    """True where the days of Online arts 10, 12 and 15 run: the 2016 Provisions and the Model Rules name none."""
    return rules_chosen == rules.ONLINE_2021


def leaves_out_appraisals(rules_chosen: str, track: str) -> bool:
    """True where the days of an appraisal do not count: before filing, under the Online Rules (art. 26)."""
    return rules_chosen == rules.ONLINE_2021 and track == "prefiling"


def must_step_aside(court_codes: Iterable[str]) -> bool:
    """True where a request by one party obliges the mediator to step aside (Shenzhen Ordinance art. 23).

    ``court_codes``: the court of the mediation, that of the organisation's seat, and the courts above them.
    """
    return SHENZHEN_COURT in court_codes


def common_name(answers: Mapping[str, Mapping[str, int]], order: Iterable[str]) -> str | None:
    """The name that both sides accept; the lowest sum of ranks wins, then the lower worst rank, then the neutral order.

    ``answers``: name → side → rank (1 is the first wish). ``order``: the names in their neutral order.
    """
    places = {name: place for place, name in enumerate(order)}
    both = [name for name, by_side in answers.items() if {"first", "second"} <= set(by_side)]
    if not both:
        return None
    return min(
        both, key=lambda name: (sum(answers[name].values()), max(answers[name].values()), places[name])
    )


@dataclass(frozen=True)
class Readiness:
    """What stands before the beginning. Each number counts people or things that are still open."""

    parties_not_consenting: int = 0
    appointments_open: int = 0
    presiding_missing: bool = False
    disclosures_open: int = 0
    recusals_open: int = 0
    identities_open: int = 0
    rights_open: int = 0
    confidentiality_open: int = 0
    terms_missing: bool = False
    terms_open: int = 0


#: What is missing → the article that asks for it.
NEEDED: dict[str, str] = {
    "parties_not_consenting": "Online art. 4; 2016 art. 11",
    "appointments_open": "Online art. 12",
    "presiding_missing": "Online art. 11; 2016 art. 13",
    "disclosures_open": "Online art. 13",
    "recusals_open": "2016 art. 15",
    "identities_open": "Online art. 17",
    "rights_open": "2016 art. 14",
    "confidentiality_open": "2016 arts 2 and 28",
    "terms_missing": "Online art. 16",
    "terms_open": "Online art. 16",
}


def missing_before_beginning(ready: Readiness) -> tuple[str, ...]:
    """What is still open, in the order in which it is done; empty when the mediation may begin."""
    return tuple(name for name in NEEDED if getattr(ready, name))


def crossed_alarm(days_left: int) -> int | None:
    """The alarm that is due with so many days left: 7, 3 or 1; None earlier, and None after the last day."""
    if days_left < 0:
        return None
    return min((days for days in ALARM_DAYS if days_left <= days), default=None)
