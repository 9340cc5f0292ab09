"""Everything that proves Deckwire: fakes, stacks and the tests themselves."""
