"""The read API of the register of powers."""
