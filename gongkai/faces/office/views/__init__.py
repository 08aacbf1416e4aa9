"""页面：one module a subject."""
