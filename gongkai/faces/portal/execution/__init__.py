"""执行公开的公开页：plans and how far they are, a task and its course, what is late, what was found and put right."""
