"""Very many tasks with their reports: which are late, one task, what organs owe, a government's year of results."""
