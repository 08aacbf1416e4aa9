"""资金公开的公开页：a place and what came to it, a project and its course, an allocation and where it went."""
