"""The outside world: picture providers over HTTP, the local artist, the bus as a memory."""
