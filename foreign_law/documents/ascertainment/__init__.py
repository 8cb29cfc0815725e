"""Papers of an ascertainment: the process statement of art. 10, letters, notes, sheets, the pack of cited law."""
