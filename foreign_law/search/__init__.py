"""What the library puts into the search index, and how the term base widens a search."""

from foreign_law.search.indexing import index_pending, rebuild
from foreign_law.search.terms import TermBase, term_base

__all__ = ["TermBase", "index_pending", "rebuild", "term_base"]
