"""执行公开：what government said it would do: who, by when, how far it is, what went wrong and was put right."""
