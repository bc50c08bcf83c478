"""Service moved to the front: who is due what."""
