"""Requests from Hong Kong and Macao: through which court they come, which period runs, what the proof must say.

Arrangement with Hong Kong on service (1999); Arrangement with Macao (2020); Arrangement with Hong Kong on evidence
(2017). There is no public notice in assistance: no method here is one.
"""

from __future__ import annotations

from service_of_process.rules import channels

HONG_KONG, MACAO = "HK", "MO"
SERVICE, EVIDENCE = "service", "evidence"

#: (region, kind) -> legal basis of the request.
BASIS: dict[tuple[str, str], str] = {
    (HONG_KONG, SERVICE): "hk-arrangement-1999",
    (HONG_KONG, EVIDENCE): "hk-evidence-2017",
    (MACAO, SERVICE): "macao-arrangement-2020",
    (MACAO, EVIDENCE): "macao-arrangement-2020",
}
#: (region, kind) -> row of the statutory clocks, running from receipt of the letter.
RULE: dict[tuple[str, str], str] = {
    (HONG_KONG, SERVICE): "hk-arrangement-1999-art4",
    (HONG_KONG, EVIDENCE): "hk-evidence-2017-art10",
    (MACAO, SERVICE): "macao-arrangement-2020-art6-service",
    (MACAO, EVIDENCE): "macao-arrangement-2020-art6-evidence",
}
CHANNEL: dict[str, str] = {SERVICE: channels.INBOUND_SERVICE, EVIDENCE: channels.INBOUND_EVIDENCE}

#: How the executing court serves by Mainland law (1999 art. 6; 2020 art. 7).
IN_PERSON, BY_ADULT_RELATIVE, BY_AGENT, LEFT, BY_MAIL, ELECTRONICALLY, SPECIALLY = (
    "in_person", "adult_relative", "agent", "left", "mail", "electronic", "special",
)  # fmt: skip
METHODS = (IN_PERSON, BY_ADULT_RELATIVE, BY_AGENT, LEFT, BY_MAIL, ELECTRONICALLY, SPECIALLY)

#: The grounds on which a Mainland court may refuse a request of Macao (2020 art. 9, second paragraph).
OUTSIDE_FUNCTIONS, BASIC_PRINCIPLES, PUBLIC_INTEREST = (
    "outside_functions",
    "basic_principles",
    "public_interest",
)
GROUNDS: dict[str, tuple[str, ...]] = {
    HONG_KONG: (),  # the Arrangements with Hong Kong list none; the letter is objected to instead (1999 art. 3)
    MACAO: (OUTSIDE_FUNCTIONS, BASIC_PRINCIPLES, PUBLIC_INTEREST),
}
#: What the review looks at, and for which requests (1999 art. 3; 2017 arts 4, 8; 2020 arts 5, 10, 17).
SEALED, SIGNED_OR_SEALED, IN_CHINESE, NAMED, DETAILED_ADDRESS, NATURE, TRANSLATED, TWO_SETS, QUESTIONS = (
    "sealed", "signed_or_sealed", "in_chinese", "named", "detailed_address", "nature", "translated", "two_sets",
    "questions",
)  # fmt: skip


def may_receive(region: str, kind: str, *, level: str, is_authorised: bool) -> bool:
    """Whether a letter may reach a court of this level directly.

    High People's Courts and the Supreme People's Court (1999 art. 2; 2017 art. 2; 2020 art. 2); from Macao also courts
    authorised by the Supreme People's Court (2020 art. 2, second paragraph).
    """
    return level in ("high", "supreme") or (region == MACAO and is_authorised)


def checklist(region: str, kind: str, *, is_posted: bool) -> tuple[str, ...]:
    """What the letter and its papers must have, in the order of the text."""
    seal = SIGNED_OR_SEALED if region == MACAO else SEALED
    points = [seal, IN_CHINESE, NAMED, DETAILED_ADDRESS, NATURE, TRANSLATED]
    if kind == EVIDENCE:
        points.append(QUESTIONS)
    elif is_posted or region == HONG_KONG:
        points.append(TWO_SETS)
    return tuple(points)


def proof_must_name_recipient(region: str) -> bool:
    """The return receipt states method, place, date and the recipient's identity (2020 art. 12); 1999 art. 5: the date."""
    return region == MACAO


def papers_go_back(region: str, kind: str, means: str) -> bool:
    """Whether a request that could not be carried out goes back with the letter and all papers.

    Hong Kong, service: always (1999 art. 5). Macao: only what came by post (2020 art. 21; for service art. 12 asks for a
    written reply). Hong Kong, evidence: as the requesting side directs (2017 art. 10).
    """
    if kind == SERVICE:
        return region == HONG_KONG
    return region == MACAO and means != "platform"
