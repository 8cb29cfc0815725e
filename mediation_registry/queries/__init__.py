"""Every question to the register that is more than one lookup."""
