"""The fields of a profile in words, for the pages on consent and for the log."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

#: Label of each field that is always public or open to consent (rules/profile_fields.py).
LABELS: dict[str, str | Promise] = {
    "names": _("Name in each script as entered"),
    "register_no": _("Register number"),
    "jurisdiction": _("Home place"),
    "status": _("Status in the register, with its dates"),
    "authority": _("Authority that certified"),
    "establishment": _("Establishment and seat of an organisation"),
    "dispute_types": _("Kinds of dispute accepted"),
    "specialities": _("Areas of strength"),
    "charges_fee": _("Whether a fee is charged"),
    "inviting_courts": _("Court that invited"),
    "languages": _("Working languages with level"),
    "legal_systems": _("Legal systems"),
    "profession": _("Profession"),
    "education": _("Education"),
    "qualifications": _("Qualifications"),
    "since_year": _("Mediator since (year)"),
    "about": _("About me, in own words"),
    "residence": _("Place of residence (Mainland, Hong Kong, Macao)"),
    "organisations": _("Organisations under which I work"),
    "fee_basis": _("Basis of the fee"),
    "mode": _("Online or on site"),
    "places": _("Places for sessions on site"),
    "accepts_appointments": _("Whether new appointments are accepted"),
    "messages": _("A form for messages through the portal"),
}

#: The columns of the record in words, as the log names what was changed.
COLUMN_LABELS: dict[str, str | Promise] = {
    **{
        name: LABELS[name]
        for name in ("residence", "profession", "education", "since_year", "about", "charges_fee")
    },
    "fee_basis": LABELS["fee_basis"],
    "mediates_online": _("Mediates online"),
    "mediates_on_site": _("Mediates on site"),
    "places": LABELS["places"],
    "accepts_appointments": _("Accepts new appointments"),
    "takes_messages": _("Can be written to through the portal"),
    "legal_form": _("Legal form"),
    "registered_by": _("Registered by"),
    "registration_no": _("Registration number"),
    "registration_date": _("Date of registration"),
    "seat": _("Seat of the organisation"),
    "seat_court": _("Basic court at the seat"),
}
