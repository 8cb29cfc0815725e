"""Who sends a letter of request across the border, and by which means (1999 art. 2; 2020 arts 2, 3; 2017 art. 2)."""

from __future__ import annotations

from service_of_process.rules.channels import (
    ENTRUSTED,
    ENTRUSTED_MACAO,
    EVIDENCE,
    EVIDENCE_MACAO,
    family_of,
)

PLATFORM, POST = "platform", "post"
TO_MACAO = frozenset({ENTRUSTED_MACAO, EVIDENCE_MACAO})
#: Courts that write across the border themselves: a High People's Court and the Supreme People's Court.
WRITING = frozenset({"high", "supreme"})


def needs_upper_court(channel: str, court_level: str, *, is_authorised_for_macao: bool) -> bool:
    """Whether a letter of this channel goes through a High People's Court.

    A court that the Supreme People's Court authorised deals with Macao's Court of Final Appeal directly (2020 art. 2,
    second paragraph); no lower court deals with Hong Kong directly (1999 art. 2; evidence: 2017 art. 2).
    """
    if family_of(channel) not in (ENTRUSTED, EVIDENCE) or court_level in WRITING:
        return False
    return not (channel in TO_MACAO and is_authorised_for_macao)


def default_means(channel: str) -> str:
    """Macao: the network platform, post only if that is impossible (2020 art. 3). Hong Kong: post. Else nothing."""
    if channel in TO_MACAO:
        return PLATFORM
    return POST if family_of(channel) in (ENTRUSTED, EVIDENCE) else ""
