"""Forms of ascertainment."""
