"""Marks that a view with a form may carry: what was typed outlives the session; what was sent twice is taken once."""

from portal.drafts.sending import sent_once
from portal.drafts.views import keep, keeps_typed

__all__ = ["keep", "keeps_typed", "sent_once"]
