"""Composition, measuring, writing and judging of decks: pure, synchronous logic."""
