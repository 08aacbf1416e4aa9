"""断电演练：what `scripts/drill kill` runs in Python."""
