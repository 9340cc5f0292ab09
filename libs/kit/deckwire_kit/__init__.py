"""The runtime that all services share; it knows no service."""
