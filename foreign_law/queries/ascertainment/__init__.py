"""Every read of an ascertainment that is more than a lookup."""
