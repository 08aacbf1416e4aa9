"""基础：what any public office needs, whatever it does."""
