"""Who may come in, in which role, and which branch's customers each may see."""
