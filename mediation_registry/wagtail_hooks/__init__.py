"""The back office of the register; each area has its file, imported here so that Wagtail finds it."""
