"""Segments: groups of customers that people define by any facts, save, share and work with."""
