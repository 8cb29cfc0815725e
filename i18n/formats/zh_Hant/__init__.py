"""Chinese as written in the courts of Hong Kong and Macao."""
