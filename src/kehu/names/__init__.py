"""Names: one spelling for every way of writing one, how it sounds, and the parts of it that tell persons apart."""
