"""评估引擎：what was owed against what was done. Its statutory tables stand, no more yet."""
