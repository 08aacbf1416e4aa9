"""法规库的网页：lists, texts, articles, comparisons."""
