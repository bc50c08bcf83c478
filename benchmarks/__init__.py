"""Benchmarks: every figure that this project publishes, restated by `python -m benchmarks.NAME --json`."""
