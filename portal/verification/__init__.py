"""One public door for checking whether a document is genuine."""
