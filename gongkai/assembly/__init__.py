"""总装：settings, urls and wiring; the only place that knows everything."""
