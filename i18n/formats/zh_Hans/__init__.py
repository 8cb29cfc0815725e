"""Chinese as written in Mainland courts."""
