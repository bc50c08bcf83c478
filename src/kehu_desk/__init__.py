"""Kehu, the desk: where people see their customers and act. Stands on the engine through one gateway only."""
