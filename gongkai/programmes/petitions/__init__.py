"""信访：what somebody asks of the authorities in the petition procedure, by when, and what may follow the answer."""
