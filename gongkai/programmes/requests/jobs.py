"""What time does to requests."""

from datetime import datetime

from gongkai.programmes.requests import operations


def forget_drafts(*, at: datetime) -> None:
    """清除申请草稿：every day, those nobody went on with for a month."""
    operations.forget_drafts(at=at)
