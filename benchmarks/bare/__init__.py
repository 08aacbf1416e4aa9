"""What Django costs by itself: one table, one insert, one view."""
