"""The back office of the library and of ascertainment."""
