"""界面：the ways in: portal, office, API, above a shared kit."""
