"""办理引擎：a matter of a party before an organ, its statutory clock and its answer."""
