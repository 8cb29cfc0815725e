"""The acts with the calendars in words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from portal.audit.labels import register_act
from portal.calendars.models import CalendarDay

CALENDARS = {
    "mainland": _("Mainland"),
    "hong-kong": _("Hong Kong"),
    "macao-public": _("Macao: public holidays"),
    "macao-government": _("Macao: public services"),
}
KINDS = dict(CalendarDay.DayKind.choices)
FIELDS = {
    "official": _("Official list"),
    "source": _("Source"),
    "address": _("Address of the source"),
    "confirmed_date": _("Compared with the source on"),
    "reason": _("Reason for this edition"),
}
OFFICIAL = {"True": _("official list"), "False": _("not an official list")}

register_act(
    "calendars.edition_opened",
    _("Edition of a calendar year opened"),
    _("Edition %(version)s for %(year)s of the calendar “%(calendar)s” was opened. Reason: %(reason)s"),
    words={"calendar": CALENDARS},
)
register_act(
    "calendars.edition_amended",
    _("Open edition of a calendar year changed"),
    _("In edition %(version)s for %(year)s of the calendar “%(calendar)s” was changed: %(fields)s."),
    words={"calendar": CALENDARS, "fields": FIELDS},
)
register_act(
    "calendars.day_entered",
    _("Calendar day entered"),
    _("%(day_date)s (%(kind)s) was entered in edition %(version)s of the calendar “%(calendar)s”."),
    words={"calendar": CALENDARS, "kind": KINDS},
)
register_act(
    "calendars.day_withdrawn",
    _("Calendar day taken out"),
    _("%(day_date)s (%(kind)s) was taken out of edition %(version)s of the calendar “%(calendar)s”."),
    words={"calendar": CALENDARS, "kind": KINDS},
)
register_act(
    "calendars.day_reworded",
    _("Name or note of a calendar day changed"),
    _(
        "The name or the note of %(day_date)s (%(kind)s) in edition %(version)s of the calendar "
        "“%(calendar)s” was changed."
    ),
    words={"calendar": CALENDARS, "kind": KINDS},
)
register_act(
    "calendars.edition_published",
    _("Edition of a calendar year published"),
    _(
        "Edition %(version)s for %(year)s of the calendar “%(calendar)s” was published (%(official)s; days "
        "entered: %(days)s; SHA-256 of the days: %(digest)s). Source: %(address)s"
    ),
    words={"calendar": CALENDARS, "official": OFFICIAL},
)
