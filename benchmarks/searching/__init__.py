"""检索的基准：the search alone, up to a million documents, on either database.

    python -m benchmarks.searching                                      SQLite, in a temporary folder
    DATABASE_URL=postgres://… python -m benchmarks.searching            PostgreSQL, in a database of its own

The documents are made: titles and short bodies (some 60 words) drawn from a vocabulary whose frequencies fall as 1/rank
(Zipf), the bodies from 4,000 different ones; written by `COPY` or in bulk, the inverted index of PostgreSQL built
afterwards. Every question goes through `search.queries.find` with facets, highlighting and snippets.
"""
