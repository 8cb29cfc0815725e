"""Files as evidence: by digest, encrypted, never overwritten."""
