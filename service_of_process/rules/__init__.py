"""What the law says about service."""
