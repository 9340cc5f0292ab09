"""The HTTP side of the gateway, one module per resource."""
