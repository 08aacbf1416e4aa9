"""成批下载：everything public, a file a month, as JSON Lines and CSV, compressed; an organ's on demand.

The file of a month is made by a job of the night and kept under `GONGKAI_VAR/bulk`. It is handed out only while nothing
in it has been corrected or withdrawn since; else it is made afresh for who asks, and kept anew by a job. So
what was withdrawn is in no download from that moment on, on whatever machine.
"""
