"""投出邮件：one message handed to the mail server; what goes wrong is said without any address, since it is kept."""

from collections.abc import Mapping
from smtplib import SMTPRecipientsRefused

from django.core.mail import EmailMessage

from gongkai.foundation.text import without_addresses

PERMANENT = 500
"""RFC 5321 4.2.1：replies from here on are final, those below may change."""


def refusal_of(message: EmailMessage) -> str:
    """投出：send it; answers why the other side refuses the address for good, which no second try would change.

    :raises OSError: when it may be taken another time; without the address, since errors are logged in plain text.
    """
    refused: Mapping[str, tuple[int, bytes]] = {}
    try:
        message.send()
    except SMTPRecipientsRefused as error:
        refused = error.recipients
    except OSError as error:
        raise OSError(without_addresses(str(error))) from None
    if not refused:
        return ""
    code, said = next(iter(refused.values()))
    if code < PERMANENT:
        raise OSError(f"收件方邮件服务器暂时不收（{code}）")
    return without_addresses(f"{code} {said.decode(errors='replace')}")
