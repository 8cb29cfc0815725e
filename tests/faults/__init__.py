"""What goes wrong on purpose: ``make faults`` runs every ``fault_*.py`` in full, `make test` a few of each."""
