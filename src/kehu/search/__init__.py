"""Search: how names are folded, how they sound, and the keys by which customers are found."""

from kehu.search.keys import KeyBatch, number_key, search_keys
from kehu.search.queries import Lookups, lookups

__all__ = ["KeyBatch", "Lookups", "lookups", "number_key", "search_keys"]
