"""Digits in groups of three, as amounts of money are written; days as Django has them."""

DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3
