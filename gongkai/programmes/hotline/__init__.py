"""12345热线：one place to ask, complain and report: messages, who handles them and by when."""
