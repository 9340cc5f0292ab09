"""`python -m deckwire_render.core.quality`: print the page about the rules."""

import sys

from .page import page

sys.stdout.write(page())
