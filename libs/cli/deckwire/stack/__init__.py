"""Starting the broker and the services on one machine, and keeping them alive."""
