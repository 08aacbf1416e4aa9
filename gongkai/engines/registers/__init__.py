"""名录：official lists whose entries have a basis and a history."""
