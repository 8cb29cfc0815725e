"""The read API of the library under /api/v1/law: fixed words first, the library's places after them."""

from __future__ import annotations

from foreign_law.api import (
    choosing,  # noqa: F401
    citing,  # noqa: F401 - its fixed words stand before the library's wildcards
    collecting,  # noqa: F401 - a work in a format of exchange, before the wildcards too
    concordance,  # noqa: F401
    directory,  # noqa: F401
    figures,  # noqa: F401
    judgments,  # noqa: F401
    library,  # noqa: F401 - its door joins the router
)
from foreign_law.api.entrance import router

__all__ = ["router"]
