"""12345热线：how the public asks, complains and reports, follows what becomes of it, and reads what was published."""
