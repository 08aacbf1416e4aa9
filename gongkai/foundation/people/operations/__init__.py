"""人员操作：the only code that writes people, posts and tokens."""

from gongkai.foundation.people.operations._persons import deactivate, enrol, reset_password
from gongkai.foundation.people.operations._posts import appoint, dismiss
from gongkai.foundation.people.operations._tokens import issue_token, revoke_token

__all__ = ["appoint", "deactivate", "dismiss", "enrol", "issue_token", "reset_password", "revoke_token"]
