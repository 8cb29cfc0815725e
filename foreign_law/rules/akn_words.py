"""Words of Akoma Ntoso 3.0, and which kinds of the library have an element of their own."""

from __future__ import annotations

AKN = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
LIBRARY = "urn:cross-border-dispute-portal:library:1"
"""The namespace of what Akoma Ntoso has no word for."""
ELEMENTS = {
    "part": "part", "division": "division", "subdivision": "subdivision", "chapter": "chapter", "book": "book",
    "title": "title", "section": "section", "subsection": "subsection", "article": "article", "paragraph": "paragraph",
    "subparagraph": "subparagraph", "item": "point",
}  # fmt: skip
KINDS = {element: kind for kind, element in ELEMENTS.items()}
HIERARCHY = frozenset(ELEMENTS.values()) | {
    "hcontainer", "clause", "tome", "list", "indent", "alinea", "rule", "subrule", "proviso", "subpart", "subchapter",
    "subtitle", "subclause", "sublist", "level", "transitional",
}  # fmt: skip
"""Elements that may stand below one another."""
CONTAINERS = frozenset(ELEMENTS) | {"def", "schedule", "preliminary"}
"""Kinds of nodes that others stand below; all others are words."""
DIVISIONS = frozenset(
    {
        "part",
        "division",
        "subdivision",
        "chapter",
        "preliminary",
        "book",
        "title",
        "section",
        "subsection",
        "annex",
    }
)
UNITS = frozenset({"section", "article", "schedule", "long-title", "preamble"})
