"""Every read of the library that is more than one row, each in a bounded number of database queries."""
