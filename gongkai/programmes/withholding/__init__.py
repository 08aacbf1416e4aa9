"""政务公开负面清单：the categories that are not published."""
