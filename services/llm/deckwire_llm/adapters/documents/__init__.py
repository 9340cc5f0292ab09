"""Documents become material, in a process of their own so that a hostile file hurts nobody.

Nothing is imported here: that process needs nothing of the one that asks.
"""
