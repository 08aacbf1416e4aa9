"""个人信息保护：what in a text is personal, where it stands, and how it is masked; nothing is decided here."""
