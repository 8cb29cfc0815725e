"""The calendars stand in the staff menu."""

from wagtail import hooks
from wagtail.permissions import register_permission_policy

from portal.calendars.models import CalendarYear
from portal.calendars.viewsets import EDITIONS, CalendarYearViewSet

register_permission_policy(CalendarYear, EDITIONS)


@hooks.register("register_admin_viewset")
def register_calendar_years() -> CalendarYearViewSet:
    """Editions of calendar years."""
    return CalendarYearViewSet()
