"""Which routes are lawful for an addressee, in which order, what each needs, what follows when one fails.

2009 Provisions arts 3–11; CPL arts 90, 283, 284; Arrangements of 1999, 2017 and 2020; Interpretation art. 140. The law
ranks one route only: public notice comes last (2009 art. 9), and several others may run at once (art. 10). The order
of the rest is this portal's: first what is proved by a signature in the Mainland, then what a court certifies, then the
post, then what waits for the addressee's own answer.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from service_of_process.rules import channels as ch
from service_of_process.rules.contacts import ENTITY, NATURAL
from service_of_process.rules.transfers import needs_upper_court

ORDER: tuple[str, ...] = (
    ch.AGENT, ch.PERSONAL, ch.REPRESENTATIVE_OFFICE, ch.WHOLLY_OWNED, ch.CODEFENDANT_ENTITY, ch.BUSINESS_AGENT, ch.LEAVING,
    ch.ELECTRONIC, ch.AGREED_MODE, ch.ENTRUSTED_HK, ch.ENTRUSTED_MACAO, ch.MAIL, ch.BRANCH, ch.PILOT_LAWYER, ch.NOTICE,
)  # fmt: skip
#: Procedures in which nobody is served by notice: summary (Interp. 140) and small claims, a form of it (CPL 165).
WITHOUT_NOTICE = frozenset({"summary", "small_claims"})
YES, NO, UNKNOWN = "yes", "no", "unknown"


@dataclass(frozen=True)
class Situation:
    """What is known of an addressee in Hong Kong or Macao. ``unknown`` asks; it never closes a route by itself.

    ``region``: HK or MO. ``addressee``: natural or entity. ``address``: a detailed address there. ``electronic``: an
    e-mail address or fax number. ``consent``: to electronic service. ``in_mainland``: she, or whoever heads the
    entity, can be met there. ``agent``: in the proceedings; yes, no, or excluded. ``branch``, ``business_agent``: no,
    authorised, unauthorised. ``pilot_open``: the court runs the pilot. ``tried``: routes over without success;
    ``running``: under way. ``days_to_hearing``: negative or zero once it has passed, None without one.
    """

    region: str
    addressee: str = NATURAL
    address: str = UNKNOWN
    electronic: str = UNKNOWN
    consent: str = NO
    in_mainland: str = UNKNOWN
    agent: str = UNKNOWN
    representative_office: str = UNKNOWN
    wholly_owned: str = UNKNOWN
    branch: str = NO
    business_agent: str = NO
    codefendant_entity: str = NO
    agreed_mode: str = NO
    at_home: bool = False
    whereabouts_unknown: bool = False
    procedure: str = "ordinary"
    evidence: bool = False
    is_judgment: bool = False
    court_level: str = "basic"
    authorised_for_macao: bool = False
    pilot_open: bool = False
    to_be_recognised: bool = False
    days_to_hearing: int | None = None
    warn_days: int | None = None
    short_days: int | None = None
    tried: frozenset[str] = frozenset()
    running: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Route:
    """One route: lawful when ``obstacle`` is empty. ``asks``: what must be found out first. ``papers``: what it needs.
    ``warnings``: read before it is chosen. ``next_step``: the route after it, or what only the judge does then.
    """

    channel: str
    bases: tuple[str, ...]
    obstacle: str = ""
    asks: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    state: str = ""
    through_upper_court: bool = False
    next_step: str = ""

    @property
    def is_lawful(self) -> bool:
        """Nothing in what is known stands against it."""
        return not self.obstacle


#: What the judge does when nothing else is left.
JUDGE_NOTICE, JUDGE_PROCEDURE, JUDGE_EVIDENCE = "judge_notice", "judge_procedure", "judge_evidence"
TRIED, RUNNING = "tried", "running"
EVIDENCE_ROUTE = {"HK": ch.EVIDENCE_HK, "MO": ch.EVIDENCE_MACAO}


def plan(situation: Situation) -> list[Route]:
    """Every route of the region in order, lawful ones first, notice last among them.

    :raises ValueError: another region than HK or MO.
    """
    if situation.region not in EVIDENCE_ROUTE:
        raise ValueError(f"no arrangement with {situation.region!r}")
    if situation.evidence:
        return [replace(_route(situation, EVIDENCE_ROUTE[situation.region]), next_step=JUDGE_EVIDENCE)]
    other = ch.ENTRUSTED_MACAO if situation.region == "HK" else ch.ENTRUSTED_HK
    routes = [_route(situation, channel) for channel in ORDER if channel != other]
    lawful = [route for route in routes if route.is_lawful]
    return _with_next_steps(lawful, situation) + [route for route in routes if not route.is_lawful]


def next_route(situation: Situation, failed: str) -> str:
    """What follows when a route has failed: the next lawful one neither tried nor running, else the judge's step."""
    if situation.evidence:
        return JUDGE_EVIDENCE
    left = replace(situation, tried=situation.tried | {failed})
    found = next((r for r in plan(left) if r.is_lawful and not r.state and r.channel != ch.NOTICE), None)
    return found.channel if found else _last_step(situation)


def _with_next_steps(routes: list[Route], situation: Situation) -> list[Route]:
    """Each with the next one in the order that is neither tried nor running; after the last, the judge's step."""
    done = []
    for index, route in enumerate(routes):
        rest = [r for r in routes[index + 1 :] if not r.state and r.channel != ch.NOTICE]
        step = "" if route.channel == ch.NOTICE else rest[0].channel if rest else _last_step(situation)
        done.append(replace(route, next_step=step))
    return done


def _last_step(situation: Situation) -> str:
    """Notice, or the ordinary procedure first where the procedure knows no notice (Interp. 140)."""
    return JUDGE_PROCEDURE if situation.procedure in WITHOUT_NOTICE else JUDGE_NOTICE


def _route(situation: Situation, channel: str) -> Route:
    state = RUNNING if channel in situation.running else TRIED if channel in situation.tried else ""
    obstacle = _obstacle(situation, channel)
    upper = needs_upper_court(
        channel, situation.court_level, is_authorised_for_macao=situation.authorised_for_macao
    )
    return Route(
        channel=channel, bases=_bases(situation, channel), obstacle=obstacle, asks=_asks(situation, channel),
        papers=_papers(situation, channel, upper=upper), warnings=_warnings(situation, channel), state=state,
        through_upper_court=upper,
    )  # fmt: skip


# -- what stands against a route

#: Facts that a route presupposes: channel → (name in the situation, obstacle).
_PRESUPPOSED: dict[str, tuple[str, str]] = {
    ch.PERSONAL: ("in_mainland", "not_in_mainland"),
    ch.LEAVING: ("in_mainland", "not_in_mainland"),
    ch.REPRESENTATIVE_OFFICE: ("representative_office", "no_office"),
    ch.WHOLLY_OWNED: ("wholly_owned", "no_enterprise"),
    ch.BRANCH: ("branch", "no_branch"),
    ch.BUSINESS_AGENT: ("business_agent", "no_business_agent"),
    ch.CODEFENDANT_ENTITY: ("codefendant_entity", "no_codefendant"),
    ch.AGREED_MODE: ("agreed_mode", "nothing_agreed"),
    ch.AGENT: ("agent", "no_agent"),
    ch.MAIL: ("address", "no_address"),
    ch.ENTRUSTED_HK: ("address", "no_address"),
    ch.ENTRUSTED_MACAO: ("address", "no_address"),
    ch.EVIDENCE_HK: ("address", ""),
    ch.EVIDENCE_MACAO: ("address", ""),
    ch.ELECTRONIC: ("electronic", "no_electronic_address"),
}  # fmt: skip
_ENTITIES_ONLY = frozenset({ch.REPRESENTATIVE_OFFICE, ch.BRANCH})
#: For addressees without domicile in the Mainland (2009 arts 1, 6; CPL 283).
_WITHOUT_DOMICILE = frozenset({ch.ENTRUSTED_HK, ch.ENTRUSTED_MACAO, ch.CODEFENDANT_ENTITY})


def _obstacle(situation: Situation, channel: str) -> str:
    if channel == ch.NOTICE:
        return _against_notice(situation)
    if channel == ch.PILOT_LAWYER:
        return _against_pilot(situation)
    if channel in _ENTITIES_ONLY and situation.addressee != ENTITY:
        return "entities_only"
    if channel == ch.CODEFENDANT_ENTITY and situation.addressee != NATURAL:
        return "natural_only"
    if channel in _WITHOUT_DOMICILE and situation.at_home:
        return "domicile_in_the_mainland"
    if channel == ch.AGENT and situation.agent == "excluded":
        return "receipt_excluded"
    if channel == ch.BUSINESS_AGENT and situation.business_agent == "unauthorised":
        return "agent_not_authorised"
    fact, obstacle = _PRESUPPOSED[channel]
    if channel == ch.LEAVING and situation.agent == YES:
        return ""  # left with the agent, who is in the Mainland (2009 art. 11)
    return obstacle if getattr(situation, fact) == NO else ""


def _against_notice(situation: Situation) -> str:
    """Last, after every other route, or at once when the judge records whereabouts unknown; never in some procedures."""
    if situation.procedure in WITHOUT_NOTICE:
        return "no_notice_in_this_procedure"
    if situation.running:
        return "routes_still_running"
    if situation.whereabouts_unknown or situation.tried:
        return ""
    return "other_routes_first"


def _against_pilot(situation: Situation) -> str:
    if situation.region != "HK":
        return "pilot_is_for_hong_kong"
    return "" if situation.pilot_open else "pilot_not_open"


# -- what to find out, what to bring, what to mind


def _asks(situation: Situation, channel: str) -> tuple[str, ...]:
    fact, _obstacle_code = _PRESUPPOSED.get(channel, ("", ""))
    if (
        fact
        and getattr(situation, fact) == UNKNOWN
        and not (channel == ch.LEAVING and situation.agent == YES)
    ):
        return (fact,)
    return ()


def _bases(situation: Situation, channel: str) -> tuple[str, ...]:
    """The bases that fit: a branch without authority has none in the 2009 Provisions, and so on."""
    bases = ch.BASES_OF[channel]
    if channel == ch.ELECTRONIC:
        return (
            (ch.BY_CONSENT, ch.BY_CONFIRMED_RECEIPT)
            if situation.consent == YES
            else (ch.BY_CONFIRMED_RECEIPT,)
        )
    if channel == ch.BRANCH and situation.branch != "authorised":
        return ("cpl-2023-art283-1-5",)
    if channel == ch.PERSONAL and situation.addressee == NATURAL:
        return ("hkmo-service-2009-art3",)
    if channel == ch.ENTRUSTED_HK and situation.court_level != "supreme":
        return ("hk-arrangement-1999",)
    return bases


_PAPERS: dict[str, tuple[str, ...]] = {
    ch.AGENT: ("return_receipt", "power_read"),
    ch.PERSONAL: ("return_receipt",),
    ch.REPRESENTATIVE_OFFICE: ("return_receipt", "registration_extract"),
    ch.WHOLLY_OWNED: ("return_receipt", "registration_extract"),
    ch.BRANCH: ("return_receipt", "registration_extract"),
    ch.BUSINESS_AGENT: ("return_receipt", "authority_to_receive"),
    ch.CODEFENDANT_ENTITY: ("return_receipt", "registration_extract"),
    ch.AGREED_MODE: ("agreement_in_writing", "return_receipt"),
    ch.LEAVING: ("record_with_witness_or_video",),
    ch.MAIL: ("documents", "translations", "return_receipt_enclosed", "postal_receipt"),
    ch.PILOT_LAWYER: ("judges_order", "documents", "translations", "affidavit"),
    ch.NOTICE: ("judges_order", "record_of_what_was_tried", "notice_text", "two_newspapers"),
}  # fmt: skip


def _papers(situation: Situation, channel: str, *, upper: bool) -> tuple[str, ...]:
    family = ch.family_of(channel)
    if family in (ch.ENTRUSTED, ch.EVIDENCE):
        sets = "files_for_the_platform" if situation.region == "MO" else "two_sets"
        what = ("evidence_letter",) if family == ch.EVIDENCE else ("letter_of_request", "documents")
        return (*what, "translations", sets, *(("transfer_letter",) if upper else ()))
    if channel == ch.ELECTRONIC:
        first = ("consent_on_record",) if situation.consent == YES else ("confirmation_of_receipt",)
        return ("documents", *first)
    return _PAPERS[channel]


#: Routes whose proof a party may question when the judgment is to be recognised in Hong Kong or Macao.
_QUESTIONED_LATER = frozenset({ch.NOTICE, ch.PILOT_LAWYER, ch.BRANCH, ch.AGREED_MODE, ch.LEAVING})


def _warnings(situation: Situation, channel: str) -> tuple[str, ...]:
    found = []
    family = ch.family_of(channel)
    if situation.at_home and channel != ch.NOTICE:
        found.append("domicile_in_the_mainland")
    if channel == ch.BRANCH and situation.branch != "authorised":
        found.append("branch_without_authority")
    if situation.to_be_recognised and (
        channel in _QUESTIONED_LATER or (channel == ch.ELECTRONIC and situation.consent != YES)
    ):
        found.append("recognition")
    if channel == ch.ELECTRONIC and situation.consent != YES:
        found.append("arrival_proves_nothing")
    if channel == ch.ELECTRONIC and situation.is_judgment:
        found.append("paper_judgment_on_request")
    if family == ch.ENTRUSTED and not situation.whereabouts_unknown and situation.days_to_hearing is not None:
        found += _hearing(situation)
    if channel == ch.MAIL:
        found.append("silence_is_no_service")
    if channel == ch.NOTICE:
        found.append("three_months_or_sixty_days")
    if situation.whereabouts_unknown and channel in (ch.MAIL, ch.ENTRUSTED_HK, ch.ENTRUSTED_MACAO):
        found.append("whereabouts_unknown")
    return tuple(found)


def _hearing(situation: Situation) -> list[str]:
    """Practice of the court, and only a warning; a hearing that has passed stops nothing (1999 art. 4; 2020 art. 13)."""
    days = situation.days_to_hearing or 0
    if days <= 0:
        return ["hearing_past"]
    if situation.short_days is not None and days < situation.short_days:
        return ["hearing_urgent"]
    if situation.warn_days is not None and days < situation.warn_days:
        return ["hearing_close"]
    return []
