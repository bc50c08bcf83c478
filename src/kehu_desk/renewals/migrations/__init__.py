"""The steps by which the tables of renewals came to be."""
