"""登录：staff only, with a second factor for those who review."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class StaffOnly(DefaultAccountAdapter):  # type: ignore[misc]
    """仅限工作人员：nobody signs up; people are enrolled by an administrator."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """不开放注册。"""
        return False
