"""Marks that a view with a form may carry: what was typed outlives the session."""

from portal.drafts.views import keep, keeps_typed

__all__ = ["keep", "keeps_typed"]
