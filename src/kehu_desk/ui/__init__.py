"""The components of every page, their styles, and how figures are written. Nothing else knows a CSS class."""
