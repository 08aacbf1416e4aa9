"""执行公开规则：what entries must say, how a task stands on a day, what is owed, how a text becomes tasks; pure."""
