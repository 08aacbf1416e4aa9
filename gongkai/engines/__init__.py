"""引擎：the four kinds of work; each ignorant of the others."""
