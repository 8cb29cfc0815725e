"""Forms of the library and of ascertainment."""
