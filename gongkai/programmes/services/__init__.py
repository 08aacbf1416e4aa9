"""办事指南：what one may apply for, what it takes, how long and how much, and which of it a situation calls for."""
