"""Acts on service matters: one function for each procedural act."""
