"""办事指南的公开页：one item as a citizen follows it, what a situation takes, and where to begin."""
