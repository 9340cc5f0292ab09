"""`python -m deckwire` is the `deckwire` command."""

import sys

from deckwire.main import main

sys.exit(main())
