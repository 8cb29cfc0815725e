"""What many do at once: ``make load``. Figures are reported with the machine's load; none is a reason to fail."""
