"""重大行政决策：the public's pages of decisions: catalogue, one timeline a matter, hearings, feeds and JSON."""
