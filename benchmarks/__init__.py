"""基准测试：what an act or a question costs, at a thousand and a hundred thousand records, beside bare Django.

    python -m benchmarks                                        SQLite, in a temporary folder
    DATABASE_URL=postgres://… python -m benchmarks              PostgreSQL, in a database of its own, dropped afterwards

`settings` are the product's with one bare table beside; `province` fills the tables with released records in bulk;
`cases` says what is measured, `measuring` how; `shell` is what all of them do around it.
"""
