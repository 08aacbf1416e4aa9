"""结果公开的公开页：a government's year, and one result with what others found of it."""
