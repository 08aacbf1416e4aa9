"""生产演练：what `scripts/drill production` runs in Python."""
