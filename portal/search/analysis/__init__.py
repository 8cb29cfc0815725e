"""Text to tokens, the same for every engine: fold, cut, normalise words by language."""
