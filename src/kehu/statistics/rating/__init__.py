"""Models that are tables: a base, relativities by level of each factor, and tables for a few pairs of factors."""
