"""What the law says about powers of attorney."""
