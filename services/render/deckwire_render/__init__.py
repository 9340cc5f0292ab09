"""Turns typed slides into an editable deck, previews, a PDF and a quality report."""
