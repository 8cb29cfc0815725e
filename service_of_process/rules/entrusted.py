"""The periods of an entrusted request: which rule row runs for which region and kind."""

from __future__ import annotations

HK, MACAO = "HK", "MO"
FORWARDING = "hkmo-service-2009-art13"  # 7 working days at the High People's Court
LAPSE = "hkmo-service-2009-art6"  # 3 months from dispatch: the channel is unavailable, never "served"
POSTING = "hkmo-service-2009-art7"
COMPLETION: dict[tuple[str, bool], str] = {
    (HK, False): "hk-arrangement-1999-art4",
    (HK, True): "hk-evidence-2017-art10",
    (MACAO, False): "macao-arrangement-2020-art6-service",
    (MACAO, True): "macao-arrangement-2020-art6-evidence",
}
#: What the requested side is asked for: Macao by the official platform, by post only where that cannot be (2020 art. 3).
PLATFORM = "platform"


def completion_rule(region: str, *, evidence: bool) -> str:
    """The rule row of the period that runs from the requested side's receipt.

    1999 art. 4: 2 months; 2020 art. 6: 2 months for service, 3 for evidence; 2017 art. 10: 6 months, a target.
    """
    return COMPLETION[region, evidence]
