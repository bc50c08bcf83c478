"""Market development: whom to win for each line, and whom to avoid."""
