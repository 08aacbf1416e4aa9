"""法律即数据：statutes as data. Pure Python, no Django."""
