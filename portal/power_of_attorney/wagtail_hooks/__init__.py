"""The back office of powers of attorney; each area has its file, imported here so that Wagtail finds it."""

from portal.power_of_attorney.wagtail_hooks import (
    keeping,  # noqa: F401
    preparing,  # noqa: F401
    session,  # noqa: F401
)
