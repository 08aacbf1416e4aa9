"""公函：letters of an office: the text, the template clerks edit in Word or WPS, the printed page, the number."""
