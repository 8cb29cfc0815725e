"""Numbers of matters and legs: year, court, region, direction, sequence of the court and year; the leg's number after it.

The check character (ISO/IEC 7064 MOD 37,36) is put behind the stem by the action that gives the number.
"""

from __future__ import annotations


def series_of(letters: str) -> str:
    """The series in which a court's matters are counted, both regions and both directions together."""
    return f"SD-{letters}"


def matter_stem(letters: str, year: int, region: str, direction: str, number: int) -> str:
    """``SD-2026-QH-HK-O-00042``: letters of the court, HK or MO, O(utbound) or I(nbound), five digits at least."""
    return f"SD-{year:04d}-{letters}-{region}-{direction}-{number:05d}"


def leg_stem(stem: str, number: int) -> str:
    """``SD-2026-QH-HK-O-00042-1``: the leg of that number in its matter."""
    return f"{stem}-{number}"
