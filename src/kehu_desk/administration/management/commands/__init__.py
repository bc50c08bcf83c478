"""Commands of the desk for the command line."""
