"""意见征集：drafts that lie open, commenting on them, following a comment, what became of it."""
