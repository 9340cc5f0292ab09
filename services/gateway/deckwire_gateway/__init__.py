"""The gateway: users and programs talk to it, it talks to the bus."""
