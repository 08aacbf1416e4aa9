"""事项：one thing the founding document asks for, in the words of an engine."""
