"""存页：rendered public pages kept until something public changes, in the process and as files for the server in front.

A page carries tags: what it shows. What changes is read from the journal, which every act writes in its own
transaction, and from the counters of what is derived. A page is kept only if nothing changed while it was rendered,
and shown only after asking whether anything has changed since. Nothing here decides what is public.
"""
