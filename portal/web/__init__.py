"""What every page needs: middleware, error pages, the language switch, registries."""
