"""Words of the register on pages."""
