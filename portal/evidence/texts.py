"""Sentences that every place where packages are given out or checked must say."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

INTEGRITY = _("The seal proves integrity; validity rests on the judge's witnessing.")
SIMULATED = _("SIMULATED: sealed by the demonstration authority, which certifies nothing.")
PROBLEMS = {
    "store_full": _("There is no room on the server. Order it again when the operator has made room."),
    "no_seal": _("The portal has no key to seal with. Order it again when the operator has set one up."),
    "broken": _("A file of the record is missing or was changed. The operator must look into this."),
    "too_large": _("The package would be larger than 4 GiB. Ask the court for the recordings apart."),
    "not_ready": _("The record changed while the package was being built. Order it again."),
    "error": _("The package could not be built. The operator must look into this."),
}
