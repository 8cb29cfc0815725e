"""Fictitious ascertainments: people, requests, and what is said in Portuguese beside the Chinese."""
