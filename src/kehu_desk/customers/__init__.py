"""Customers: the list, the search, and a page for each."""
