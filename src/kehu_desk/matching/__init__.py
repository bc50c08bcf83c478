"""Who is who: questions that the run leaves to people, their decisions, and taking them back."""
