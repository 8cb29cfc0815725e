"""The three places of joint certification in words. Guangdong stands for the Mainland in this regime."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

#: By the code of the jurisdiction.
PLACE_LABELS: dict[str, str | Promise] = {
    "CN": _("Guangdong"),
    "CN-HK": _("Hong Kong"),
    "CN-MO": _("Macao"),
}
