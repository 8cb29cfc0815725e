"""Language and nothing else: the one language list, folding, translated fields, checks, the term base."""
