"""What the law says about ascertaining foreign law."""
