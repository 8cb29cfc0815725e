"""Every write of an ascertainment: one function for each procedural act."""
