"""Pure numerics, without business words: arrays in, arrays out."""
