"""意见征集：a draft lies open for everybody, with its basis and its explanation; each comment is answered."""
