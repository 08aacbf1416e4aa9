"""邮件：mail that went out about a matter, and mail that came in, threaded to it or laid in the tray."""
