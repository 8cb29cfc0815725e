"""The library of Hong Kong and Macao law, and its ascertainment."""
