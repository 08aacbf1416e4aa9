"""检索演练：how well the search finds, over judged queries and over real documents known to be there."""
