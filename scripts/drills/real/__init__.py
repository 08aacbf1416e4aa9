"""真实文件演练：what `scripts/drill realdata` runs in Python."""
