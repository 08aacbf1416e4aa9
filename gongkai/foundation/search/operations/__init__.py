"""检索的写入：put, remove, rebuild, renew, mirror. Derived data: called by the job or act they belong to.

They take no `by` and write no journal entry: the act that released the thing is the one that is recorded.
"""

from gongkai.foundation.search.operations._entries import put, rebuild, remove, renew
from gongkai.foundation.search.operations._mirroring import forget_mirror, mirror, report

__all__ = ["forget_mirror", "mirror", "put", "rebuild", "remove", "renew", "report"]
