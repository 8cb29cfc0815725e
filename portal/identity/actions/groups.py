"""Wagtail binds page permissions to groups; membership follows the offices."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.models import Group, Permission

from portal.identity.models import Office, User
from portal.identity.roles import CALENDAR_KEEPERS, DESK_ROLES, PAGE_GROUPS


def refresh_page_groups(user: User, *, on: date) -> None:
    """Put the account into the page groups of its roles on that day, take it out of the others, set
    ``is_staff``.

    Called when an office is given or ended, and at each sign-in, because offices begin and end by date.
    """
    roles = set(Office.objects.filter(holder=user).on(on).values_list("role", flat=True))
    governed = {name for names in PAGE_GROUPS.values() for name in names}
    wanted = {name for role in roles for name in PAGE_GROUPS.get(role, ())}
    current = set(user.groups.filter(name__in=governed).values_list("name", flat=True))
    for name in wanted - current:
        user.groups.add(Group.objects.get_or_create(name=name)[0])
    for group in Group.objects.filter(name__in=current - wanted):
        user.groups.remove(group)
    works_here = bool(roles & DESK_ROLES) or user.is_superuser
    if user.is_staff != works_here:
        user.is_staff = works_here
        user.save(update_fields=["is_staff"])


def equip_groups() -> None:
    """Give the calendar keepers their rights; calendars lie below the offices and know groups only."""
    group, _made = Group.objects.get_or_create(name=CALENDAR_KEEPERS)
    group.permissions.add(*Permission.objects.filter(content_type__app_label="calendars"))
