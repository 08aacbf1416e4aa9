"""A register of many entries and versions: read as of a day, two days compared, brought in, beside plain SQL."""
