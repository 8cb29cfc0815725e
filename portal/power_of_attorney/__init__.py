"""Powers of attorney witnessed live."""
