"""遮盖：what a file says, and the file with some of it gone for good."""
