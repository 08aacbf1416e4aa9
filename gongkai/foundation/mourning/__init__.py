"""哀悼：days on which the whole site is shown in grey; they begin and end by themselves."""
