"""演示：an invented province, loaded once through the same operations that people use."""
