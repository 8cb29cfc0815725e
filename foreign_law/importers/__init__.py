"""What comes in: Hong Kong e-Legislation XML and Macao gazette texts, read into plain values."""
