"""How far a record may be believed: what was observed against what was expected, weighed by how much was expected."""
