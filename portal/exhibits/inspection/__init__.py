"""The type of a file by its content, with a full parse; names are never believed."""

from portal.exhibits.inspection.sniff import inspect
from portal.exhibits.inspection.verdict import FileRefused, Verdict, reason_in_words

__all__ = ["FileRefused", "Verdict", "inspect", "reason_in_words"]
