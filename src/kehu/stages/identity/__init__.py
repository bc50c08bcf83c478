"""Identity: the customers behind the party records of all sources."""

from kehu.stages.identity.continuity import Former
from kehu.stages.identity.customers import describe
from kehu.stages.identity.identity import Resolution, resolve
from kehu.stages.identity.learning import Learnt, Model
from kehu.stages.identity.rules import IdentityRuleError

__all__ = ["Former", "IdentityRuleError", "Learnt", "Model", "Resolution", "describe", "resolve"]
