"""What a reader is told about how the query was read, in the reader's language."""

from __future__ import annotations

from django.utils.translation import gettext as _

from portal.search.plan import Notice


def sentence(notice: Notice) -> str:
    """The sentence for a notice of a plan. Raises `KeyError` for a code nobody wrote a sentence for."""
    sentences = {
        "too_long": _("Only the first %(limit)s characters of the query were read."),
        "too_many_words": _("Only the first %(limit)s words of the query were used."),
        "nothing_to_find": _("The query contains no word to search for."),
        "bad_date": _("“%(value)s” is not a date; write it as 2015-01-31."),
        "kept_index": _(
            "The main search server does not answer. These results come from the index kept on this server."
        ),
        "bad_year": _("“%(value)s” is not a year; write 2015 or 2010-2015."),
    }
    return sentences[notice.code] % notice.facts
