"""Acts of the job queue: put in, run, beat, tick, sweep.

Delivery by django-q2 is at least once and may overlap. The receipt makes it harmless: what runs inside the receipt's
transaction takes effect exactly once; what runs outside it is never run by two workers at the same moment.
"""

from gongkai.foundation.jobs.operations._clockwork import ask_worker, beat, run_beat, tick
from gongkai.foundation.jobs.operations._queue import enqueue, revive, sweep, work_off
from gongkai.foundation.jobs.operations._running import Overlap, run

__all__ = ["Overlap", "ask_worker", "beat", "enqueue", "revive", "run", "run_beat", "sweep", "tick", "work_off"]
