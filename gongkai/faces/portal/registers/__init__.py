"""名录的公开页：every register the programmes declare, with no code of its own."""
