"""Who typed: a mark in the form that outlives the session.

When the session has expired, the typed values still belong to the person for whom the page was made. The mark is
signed, names one person and one form, opens nothing, and only lets values be put into that person's own draft.
"""

from __future__ import annotations

from django.core import signing

SALT = "portal.drafts.owner"
OUTLIVES_SECONDS = 7 * 86400
FIELD = "_draft_owner"


def mark(owner_key: str, form_key: str) -> str:
    """The signed mark for this person and this form."""
    return signing.dumps([owner_key, form_key], salt=SALT)


def owner_of(text: str, form_key: str) -> str | None:
    """The owner's key; None when the mark is forged, too old, or of another form."""
    try:
        owner, known = signing.loads(text, salt=SALT, max_age=OUTLIVES_SECONDS)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return owner if known == form_key else None
