"""The checklist before a joint application is filed: what the court will look at, each line with its article.

A pure function from facts to lines. ``missing`` and ``barred`` stop the filing; ``warning`` does not: there the
court decides (whether an individual without an organisation satisfies CPL art. 205 is for the court).
"""

from __future__ import annotations

from dataclasses import dataclass

MET, MISSING, WARNING, BARRED = "met", "missing", "warning", "barred"


@dataclass(frozen=True)
class Facts:
    """What is known of one application. Booleans; ``organisation`` is ``checked``, ``unchecked`` or ``none``."""

    in_force: bool = True
    in_time: bool = True
    before_filing: bool = True  # delegated or arranged by the parties, not entrusted after filing
    oral: bool = False
    all_joined: bool = True
    agents_specially_empowered: bool = True
    organisation: str = "checked"
    on_court_roster: bool = False
    proof_of_mediation: bool = True
    property_proof_needed: bool = False
    property_proof: bool = False
    identities_checked: bool = True
    addresses_complete: bool = True
    court_named: bool = True
    outside_court: bool = False
    personal_status: bool = False
    other_procedure: bool = False
    rights_in_rem_or_ip: bool = False


@dataclass(frozen=True)
class Check:
    """One line: its code, the verdict and the article."""

    code: str
    verdict: str
    article: str

    @property
    def stops(self) -> bool:
        """True where the application cannot be filed like this."""
        return self.verdict in (MISSING, BARRED)


def checks(facts: Facts) -> tuple[Check, ...]:
    """Every line of the checklist in the order of the articles."""
    return (
        _line("agreement_in_force", facts.in_force, BARRED, "CPL 205"),
        _line("before_filing", facts.before_filing, BARRED, "2016 art. 20"),
        _line("in_time", facts.in_time, BARRED, "CPL 205"),
        _organisation(facts),
        _line("court", facts.court_named, MISSING, "CPL 205; Interp. 352"),
        _line("joint", facts.all_joined, MISSING, "CPL 205; Interp. 351"),
        _line("special_power", facts.agents_specially_empowered, MISSING, "CPL 62; Interp. 351"),
        _line("written_agreement", not facts.oral, WARNING, "2016 arts 23, 24; Interp. 354"),
        _line("proof_of_mediation", facts.proof_of_mediation, MISSING, "Interp. 354"),
        _line(
            "property_proof", facts.property_proof or not facts.property_proof_needed, MISSING, "Interp. 354"
        ),
        _line("identities", facts.identities_checked, MISSING, "Interp. 354"),
        _line("addresses", facts.addresses_complete, MISSING, "Interp. 354"),
        _line("within_court", not facts.outside_court, BARRED, "Interp. 355(1)"),
        _line("no_personal_status", not facts.personal_status, BARRED, "Interp. 355(3)"),
        _line("no_other_procedure", not facts.other_procedure, BARRED, "Interp. 355(4)"),
        _line("no_rights_in_rem_or_ip", not facts.rights_in_rem_or_ip, BARRED, "Interp. 355(5)"),
    )


def may_be_filed(lines: tuple[Check, ...]) -> bool:
    """True when no line stops the filing."""
    return not any(line.stops for line in lines)


def _line(code: str, good: bool, otherwise: str, article: str) -> Check:
    return Check(code, MET if good else otherwise, article)


def _organisation(facts: Facts) -> Check:
    """A checked organisation meets it. A mediator of a court's roster (2011 art. 13), another individual and a body
    without proof are warned: what CPL art. 205 makes of them is for the court.
    """
    article = "CPL 205; 2011 art. 13"
    if facts.organisation == "checked":
        return Check("lawful_organisation", MET, article)
    return Check("roster_mediator" if facts.on_court_roster else "lawful_organisation", WARNING, article)
