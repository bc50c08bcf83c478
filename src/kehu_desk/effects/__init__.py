"""What came of decisions, a year later."""
