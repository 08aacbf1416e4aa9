"""Cases of a province over five years: what the queue, the supervisor, the annual report and the statistics cost."""
