"""法规库：laws, regulations and rules with their versions, articles and what cites them."""
