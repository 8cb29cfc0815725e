"""Forms validate what was entered; actions write."""
