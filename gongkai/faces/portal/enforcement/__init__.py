"""行政执法公示的公开页：decisions found, the course of a case, yearly numbers, files of the standard."""
