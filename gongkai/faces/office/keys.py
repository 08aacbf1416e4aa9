"""键盘：what each key does, and the access keys of the acts; the page, the dialog and the buttons read it here."""

KEYS = (
    ("j", "列表中下一件"),
    ("k", "列表中上一件"),
    ("↓ ↑", "已在列表中时，下一件、上一件"),
    ("l", "换到下一个列表（待办、队列）"),
    ("Enter", "打开这一件"),
    ("/", "查找"),
    ("h", "回到待办页"),
    ("?", "显示这张表"),
    ("Esc", "关闭这张表"),
)
# 访问键：letters no browser takes for itself together with Alt (not d, e, f).
ACCESS = {
    "save": ("s", "保存（编辑页）"),
    "submit": ("s", "送审"),
    "edit": ("i", "编辑"),
    "preview": ("y", "预览"),
    "recall": ("c", "撤回送审"),
    "decide": ("o", "去作决定"),
    "approve": ("t", "同意"),
    "return": ("h", "退回"),
    "release": ("b", "立即发布"),
    "unschedule": ("q", "取消定时"),
    "file": ("g", "归档（不主动公开）"),
    "revise": ("x", "更正（拟新版本）"),
    "reconsider": ("z", "再次审查"),
    "undo": ("u", "撤销"),
    "propose_reply": ("s", "提交答复审核（申请办件）"),
    "approve_legality": ("t", "合法性审查同意"),
    "approve_secrecy": ("t", "保密审查同意"),
    "return_reply": ("h", "退回修改"),
    "sign_reply": ("b", "签发"),
    "deliver_reply": ("g", "送达答复"),
    "extend": ("x", "延长答复期限"),
    "ask_to_correct": ("z", "告知补正"),
}


def access_key(act: str) -> str:
    """访问键：of an act's button; "" for one that has none."""
    return ACCESS.get(act, ("", ""))[0]
