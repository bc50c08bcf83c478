"""Next year's book: the four lists, each renewal with its reasons, and what all offers come to."""
