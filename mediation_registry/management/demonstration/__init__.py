"""Plainly fictitious mediators, decisions of authorities and mediations, made by the same acts as real ones."""
