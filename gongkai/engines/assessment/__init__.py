"""评估引擎：what was owed against what was done: duties, indicators and statutory tables; schemes come later."""
