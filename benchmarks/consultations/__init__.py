"""One draft with very many comments."""
