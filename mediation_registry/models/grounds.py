"""The grounds of complaint and removal in words; the rules know their codes and articles."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

INVITED_GROUNDS: tuple[tuple[str, Promise], ...] = (
    ("forced_mediation", _("Forced somebody to mediate (Provisions on invited mediation, art. 28 (1))")),
    ("unlawful_mediation", _("Mediated unlawfully (Provisions, art. 28 (2))")),
    ("favours_or_money", _("Took requests, money or goods from a party (Provisions, art. 28 (3))")),
    ("leaking", _("Leaked the mediation or the settlement (Provisions, art. 28 (4))")),
    ("other_ethics", _("Otherwise broke professional ethics (Provisions, art. 28 (5))")),
)
ONLINE_GROUNDS: tuple[tuple[str, Promise], ...] = (
    (
        "online_forced_mediation",
        _("Online: forced somebody to mediate (Online Mediation Rules, art. 29 (1))"),
    ),
    (
        "online_repeated_refusals",
        _("Online: refused matters repeatedly without good reason (Rules, art. 29 (2))"),
    ),
    ("online_favours_or_money", _("Online: took requests, money or goods from a party (Rules, art. 29 (3))")),
    (
        "online_leaking",
        _("Online: leaked the mediation, the settlement, secrets or private matters (Rules, art. 29 (4))"),
    ),
    ("online_other_ethics", _("Online: otherwise broke professional ethics (Rules, art. 29 (5))")),
)
GROUND_CHOICES: tuple[tuple[str, Promise], ...] = INVITED_GROUNDS + ONLINE_GROUNDS
GROUND_WORDS: dict[str, Promise] = dict(GROUND_CHOICES)
