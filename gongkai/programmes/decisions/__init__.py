"""重大行政决策：a matter of a government from its catalogue through every required step to what became of it."""
