"""Loads and runs: files in, runs made, published, and taken back."""
