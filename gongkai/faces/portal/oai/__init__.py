"""OAI-PMH 2.0：what is public, harvested record by record, withdrawals included."""
