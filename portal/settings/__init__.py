"""Settings: base, dev, test, production; every environment variable is read in ``environment``."""
