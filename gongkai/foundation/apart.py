"""隔离处理：hostile files are taken apart in a process of their own, with bounds of time and memory.

A library in C that loops, swells or crashes on a file costs one short-lived process, never the one that serves pages.
What comes back is JSON and bytes, nothing that could run.
"""

import importlib
import json
import resource
import struct
import subprocess
import sys
from collections.abc import Sequence
from typing import Any

from gongkai.foundation.errors import Invalid

TOO_SLOW = (
    "这个文件过于复杂，{seconds} 秒内没有处理完。请用原软件打开，另存或打印为新的 PDF，或者拆成几个文件后再上传。"
)
FELL = "这个文件已损坏，或者过于复杂，无法处理。请用原软件打开，确认内容后另存一份再上传。"
MIB = 1024 * 1024
_MEMORY = 3 * 1024 * MIB
_OURS = "gongkai.foundation."


def apart(
    call: str, content: bytes, options: dict[str, Any], *, seconds: int, memory: int = _MEMORY
) -> tuple[Any, bytes]:
    """隔离处理：what `call` ("module:function" of ours, taking bytes and options) answers, from a process of its own.

    :param seconds: wall-clock bound; the process is killed at its end.
    :param memory: bytes of address space.
    :raises Invalid: what the function itself refuses; when it takes too long ("too-slow"), or falls ("broken").
    """
    head = json.dumps({"call": call, "options": options, "memory": memory, "seconds": seconds}).encode()
    command = [sys.executable, "-m", "gongkai.foundation.apart"]
    try:
        done = subprocess.run(  # noqa: S603
            command, input=_frame(head, content), capture_output=True, timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired:
        raise Invalid(TOO_SLOW.format(seconds=seconds), code="too-slow") from None
    if done.returncode or not done.stdout:
        raise Invalid(FELL, code="broken")
    answer, made = _parts(done.stdout)
    if "refusal" in answer:
        raise Invalid(answer["refusal"], code=answer["code"])
    return answer["answer"], made


def _frame(head: bytes, content: bytes) -> bytes:
    return struct.pack(">Q", len(head)) + head + content


def _parts(frame: bytes) -> tuple[dict[str, Any], bytes]:
    length = struct.unpack(">Q", frame[:8])[0]
    return json.loads(frame[8 : 8 + length]), frame[8 + length :]


def main(_: Sequence[str] = ()) -> int:
    """The child: one frame in, one frame out; whatever libraries print goes to stderr."""
    asked, content = _parts(sys.stdin.buffer.read())
    out, sys.stdout = sys.stdout, sys.stderr
    resource.setrlimit(resource.RLIMIT_AS, (asked["memory"], asked["memory"]))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    module, _, name = asked["call"].partition(":")
    if not module.startswith(_OURS):
        return 2
    made = b""
    try:
        answer, made = getattr(importlib.import_module(module), name)(content, **asked["options"])
        said = {"answer": answer}
    except Invalid as refusal:
        said = {"refusal": refusal.sentence, "code": refusal.code}
    except (MemoryError, RecursionError):
        said = {"refusal": FELL, "code": "broken"}
    out.buffer.write(_frame(json.dumps(said).encode(), made))
    out.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
