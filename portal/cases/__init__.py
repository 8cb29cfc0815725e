"""Cases, parties, representation, address for service: who may see what."""
