"""The `deckwire` command and the Python client of the HTTP interface (`deckwire.client`)."""
