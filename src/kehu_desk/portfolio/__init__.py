"""The portfolio: the book by customer beside the book by line."""
