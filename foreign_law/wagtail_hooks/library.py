"""The library stands in the staff menu."""

from wagtail import hooks
from wagtail.permissions import register_permission_policy

from foreign_law.models import Concept, Instrument, Source
from foreign_law.viewsets.library import SOURCES, TERMS, WORKS, LibraryGroup

register_permission_policy(Instrument, WORKS)
register_permission_policy(Source, SOURCES)
register_permission_policy(Concept, TERMS)


@hooks.register("register_admin_viewset")
def register_library() -> LibraryGroup:
    """Works, sources, terms."""
    return LibraryGroup()
