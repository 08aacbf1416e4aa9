"""行政执法公示：who enforces and on what basis, what was decided and until when it is shown."""
