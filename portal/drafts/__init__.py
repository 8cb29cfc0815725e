"""What somebody has begun to type and not yet sent."""
