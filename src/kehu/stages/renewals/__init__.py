"""Next year's book: one offer for each renewal to come, under the law and within shared limits."""

from kehu.stages.renewals.choosing import Book
from kehu.stages.renewals.renewals import book_of, decide, tried

__all__ = ["Book", "book_of", "decide", "tried"]
