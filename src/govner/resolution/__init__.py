"""Resolution: from mentions to entities.

A resolver sets the mentions' `ref` and fills the entity tables; nothing inferred is silent.
"""
