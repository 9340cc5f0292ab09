"""What the gateway decides, free of any network."""
