"""邮件地址：personal data that other people's software writes into its errors. Pure."""

import re

ADDRESS = "（地址）"
"""What stands where an address stood."""
_ADDRESS = re.compile(r"[<\[]?[^\s<>\[\](){}'\",;:：，；（）]+@[^\s<>\[\](){}'\",;:：，；（）]+[>\]]?")


def without_addresses(text: str) -> str:
    """去掉邮件地址：for what is kept unsealed or logged, such as an error of a mail server that names the addressee."""
    return _ADDRESS.sub(ADDRESS, text)
