"""What service changed: those served beside those held out at random, and beside others like them."""

from kehu.stages.effects.effects import measure

__all__ = ["measure"]
