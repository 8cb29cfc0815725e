"""What the law says about mediators."""
