"""用语：words an office does not write, and what it writes instead; suggestions, never a bar."""
