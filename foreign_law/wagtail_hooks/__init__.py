"""The back office of foreign law; each area has its file, imported here so that Wagtail finds it."""

from foreign_law.wagtail_hooks import (
    ascertainment_desk,  # noqa: F401
    asking,  # noqa: F401
    citing,  # noqa: F401
    collecting,  # noqa: F401
    library,  # noqa: F401
    papers,  # noqa: F401
    routing,  # noqa: F401
    terms,  # noqa: F401
)
