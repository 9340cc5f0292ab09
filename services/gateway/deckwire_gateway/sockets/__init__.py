"""The Socket.IO side of the gateway."""
