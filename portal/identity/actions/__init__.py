"""Every write of this room: one function for each act, by record."""
