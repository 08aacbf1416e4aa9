"""文件：bytes kept under their own digest, and what may come in and go out."""
