"""结果公开：what became of what government promised: its own account, and apart from it what others found."""
