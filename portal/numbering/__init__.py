"""Gap-free references with a check digit."""

from portal.numbering.allocation import allocate, compose_reference
from portal.numbering.check_digits import check_digit, check_digit_11_2, is_checked

__all__ = ["allocate", "check_digit", "check_digit_11_2", "compose_reference", "is_checked"]
