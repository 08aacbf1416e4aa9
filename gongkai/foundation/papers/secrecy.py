"""涉密文件不收：a file whose head says it is secret is refused before a byte of it is kept."""

from gongkai.foundation import papers
from gongkai.foundation.errors import Invalid


def refuse_secret(mark: str) -> None:
    """涉密文件不收：nothing of a paper marked secret is kept. 依据：《政府信息公开条例》第十四条；涉密不上网。

    :raises Invalid: when there is a mark.
    """
    if mark:
        raise Invalid(
            f"文首有“{mark}”字样。国家秘密不得进入本系统，文件没有保存。请改在涉密系统中办理，并报告保密审查员；"
            "本系统只登记件数（“登记涉密件数”）。",
            field="file",
            code="state-secret",
        )


def refuse_marked(content: bytes, name: str) -> None:
    """查看文首：of a file whose text can be read; the file's own check comes after.

    :raises Invalid: when there is a mark.
    """
    if not name.lower().endswith((".docx", ".pdf", ".txt")):
        return
    try:
        mark = papers.read(content, name).secrecy_mark
    except Invalid:
        return
    refuse_secret(mark)
