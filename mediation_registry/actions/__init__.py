"""Every write to the register and to mediations: one function for each act."""
