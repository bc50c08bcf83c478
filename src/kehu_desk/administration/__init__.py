"""People who work at the desk, and their roles."""
