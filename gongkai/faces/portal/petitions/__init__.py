"""信访：bringing a petition online and following it by number and code."""
