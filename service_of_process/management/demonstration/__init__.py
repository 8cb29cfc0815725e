"""The demonstration of service: plainly fictitious matters, made by the same acts as real ones."""
