"""The gateway's ports on the outside world."""
