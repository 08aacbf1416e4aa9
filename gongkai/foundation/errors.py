"""拒绝：every refusal is a sentence its reader can act on.

Refusal
├── NotFound       what does not exist, or what this reader may not know to exist
├── NotPermitted   the thing is visible, the act is not this person's
├── Invalid        the input cannot be taken as it stands; names the field
└── Conflict       somebody or something else was first
"""


class Refusal(Exception):
    """拒绝：an anticipated 'no', with the sentence to show.

    `sentence` is Chinese, complete, and says what to do; `code` is stable for programs.
    """

    code = "refused"

    def __init__(self, sentence: str, *, field: str | None = None, code: str | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field
        if code is not None:
            self.code = code


class NotFound(Refusal):
    """不存在：the thing does not exist, or must answer exactly as if it did not."""

    code = "not-found"

    def __init__(self, sentence: str = "没有找到您要的内容。请核对网址或编号，或者用检索查找。") -> None:
        super().__init__(sentence)


class NotPermitted(Refusal):
    """无权限：visible to this person, but not theirs to do."""

    code = "not-permitted"


class Invalid(Refusal):
    """输入有误：cannot be taken as it stands; nothing already given is lost."""

    code = "invalid"


class Conflict(Refusal):
    """冲突：somebody else changed it first, or its state no longer allows the act."""

    code = "conflict"
