"""The back office of service; each area has its file, imported here so that Wagtail finds it."""

from service_of_process.wagtail_hooks import (
    desk,  # noqa: F401
    inbound,  # noqa: F401
    planning,  # noqa: F401
)
