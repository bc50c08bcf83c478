"""Tags and filters that every template of the desk has without loading them."""
