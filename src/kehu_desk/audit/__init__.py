"""What people did that must be known later: exports, personal data shown, runs published."""
