"""How quickly the page shows what it has, and what Lighthouse says of it."""
