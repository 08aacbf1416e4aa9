"""备份与恢复：one file that holds the database, the files, the ledger's key and its head, and the way back from it."""
