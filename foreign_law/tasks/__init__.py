"""Tasks of the law library and of ascertainment."""

from foreign_law.tasks import (
    collecting,  # noqa: F401
    figures,  # noqa: F401
    following,  # noqa: F401
    library,  # noqa: F401
)
