"""桶：bytes in S3-compatible storage (MinIO, Ceph, SeaweedFS, a cloud), below a prefix: ab/cd/<sha256>.

    s3://KEY:SECRET@HOST[:PORT]/BUCKET[/PREFIX][?region=…&tls=0&style=virtual]

Without a key boto3 looks where it always does (environment, instance role). Nothing is ever made public in the bucket,
and no address of it leaves this process: readers get the bytes from us, after the permission check.
"""

import base64
import hashlib
import io
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, BinaryIO, cast
from urllib.parse import parse_qs, unquote, urlsplit

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from gongkai.foundation.files.ports import StoreAway

LENGTH = 64
BUFFER = 256 * 1024
_UNKNOWN = {"NotImplemented", "MethodNotAllowed"}  # by stores that keep no versions
_GONE = {"404", "NoSuchKey", "NotFound"}
_PRIVATE = {401, 403, 404}  # what a stranger is answered


class Bucket:
    """桶存储。"""

    def __init__(self, client: Any, name: str, prefix: str = "") -> None:
        self._client, self.name, self.prefix = client, name, prefix

    @classmethod
    def named(cls, url: str) -> "Bucket":
        """按地址：the bucket that an address names.

        :raises ValueError: when the address is none.
        """
        parts = urlsplit(url)
        name, _, prefix = unquote(parts.path).strip("/").partition("/")
        if parts.scheme != "s3" or not parts.hostname or not name:
            raise ValueError("GONGKAI_FILES_URL 须写作 s3://密钥:密文@主机:端口/桶名，现在不是。")
        said = {key: values[-1] for key, values in parse_qs(parts.query).items()}
        scheme = "http" if said.get("tls") == "0" else "https"
        port = f":{parts.port}" if parts.port else ""
        client = boto3.client(
            "s3",
            endpoint_url=f"{scheme}://{parts.hostname}{port}",
            region_name=said.get("region", "us-east-1"),
            aws_access_key_id=unquote(parts.username) if parts.username else None,
            aws_secret_access_key=unquote(parts.password) if parts.password else None,
            config=Config(
                s3={"addressing_style": said.get("style", "path")},
                connect_timeout=3,
                read_timeout=30,
                retries={"mode": "standard", "max_attempts": 3},
                max_pool_connections=32,
                request_checksum_calculation="when_required",  # newer checksums are unknown to most but Amazon
                response_checksum_validation="when_required",
            ),
        )
        return cls(client, name, f"{prefix.strip('/')}/" if prefix.strip("/") else "")

    def put(self, path: Path, sha256: str) -> None:
        """The store checks on arrival (`Content-MD5`) that it has what we sent; a part of it is never seen."""
        if self.holds(sha256):
            return
        with path.open("rb") as file, _told():
            arrived = base64.b64encode(hashlib.file_digest(file, lambda: hashlib.md5(usedforsecurity=False)).digest())
            file.seek(0)
            self._client.put_object(**self._at(sha256), Body=file, ContentMD5=arrived.decode())
        path.unlink()

    def open(self, sha256: str) -> BinaryIO:
        """Nothing is fetched before it is read."""
        size = self._size(sha256)
        if size is None:
            raise FileNotFoundError(sha256)
        return cast(BinaryIO, io.BufferedReader(_Object(self._client, self._at(sha256), size), BUFFER))

    def holds(self, sha256: str) -> bool:
        """有无。"""
        return self._size(sha256) is not None

    def remove(self, sha256: str) -> None:
        """Where the bucket keeps versions, all of them go."""
        at = self._at(sha256)
        with _told():
            self._client.delete_object(**at)
            for each in self._versions(at["Key"]):
                if each.get("VersionId") not in {None, "null"}:
                    self._client.delete_object(**at, VersionId=each["VersionId"])

    def _versions(self, key: str) -> list[dict[str, Any]]:
        try:
            listed = self._client.list_object_versions(Bucket=self.name, Prefix=key)
        except ClientError as error:
            if error.response.get("Error", {}).get("Code") in _UNKNOWN:
                return []
            raise
        return [*listed.get("Versions", ()), *listed.get("DeleteMarkers", ())]

    def names(self) -> Iterator[tuple[str, int]]:
        """Page by page."""
        with _told():
            for listed in self._client.get_paginator("list_objects_v2").paginate(Bucket=self.name, Prefix=self.prefix):
                for each in listed.get("Contents", ()):
                    name = each["Key"].rpartition("/")[2]
                    if len(name) == LENGTH:
                        yield name, each["Size"]

    def problems(self) -> list[str]:
        """Whether it answers, and whether a stranger can read what lies there."""
        try:
            first = next(self.names(), None)
        except OSError as error:
            return [str(error)]
        if first is None:
            return []
        return self._open_to_strangers(first[0])

    def _open_to_strangers(self, sha256: str) -> list[str]:
        """Asked as the client itself would, in the bucket's own style of address, but without its signature."""
        signed: str = self._client.generate_presigned_url("get_object", Params=self._at(sha256))
        try:
            with closing(urllib.request.urlopen(signed.partition("?")[0], timeout=10)):  # noqa: S310 — our own setting
                return [f"桶 {self.name} 里的文件任何人都能直接读取，未发布的也在其中。请立即取消桶的公开读权限。"]
        except urllib.error.HTTPError as error:
            if error.code in _PRIVATE:
                return []
            why = f"答复 {error.code}"
        except OSError as error:
            why = str(error)
        return [f"无法核对桶 {self.name} 是否对外公开（{why}）。请在存储的控制台确认没有公开读权限。"]

    def _size(self, sha256: str) -> int | None:
        try:
            with _told():
                return int(self._client.head_object(**self._at(sha256))["ContentLength"])
        except FileNotFoundError:
            return None

    def _at(self, sha256: str) -> dict[str, str]:
        return {"Bucket": self.name, "Key": f"{self.prefix}{sha256[:2]}/{sha256[2:4]}/{sha256}"}


class _Object(io.RawIOBase):
    """An object of the bucket as a file: one request for reading on, another one after a seek."""

    def __init__(self, client: Any, at: dict[str, str], size: int) -> None:
        self._client, self._at, self._size = client, at, size
        self._place = 0
        self._body: Any = None

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._place

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        place = offset + {io.SEEK_SET: 0, io.SEEK_CUR: self._place, io.SEEK_END: self._size}[whence]
        if place != self._place:
            self._let_go()
        self._place = max(0, place)
        return self._place

    def readinto(self, buffer: Any) -> int:
        if self._place >= self._size:
            return 0
        with _told():
            if self._body is None:
                span = f"bytes={self._place}-" if self._place else ""
                asked = {**self._at, **({"Range": span} if span else {})}
                self._body = self._client.get_object(**asked)["Body"]
            piece = self._body.read(len(buffer))
        if not piece:
            raise OSError("文件存储中断了传送。")
        buffer[: len(piece)] = piece
        self._place += len(piece)
        return len(piece)

    def close(self) -> None:
        self._let_go()
        super().close()

    def _let_go(self) -> None:
        if self._body is not None:
            self._body.close()
            self._body = None


@contextmanager
def _told() -> Iterator[None]:
    """Whatever goes wrong, as the file system would say it."""
    try:
        yield
    except ClientError as error:
        code = str(error.response.get("Error", {}).get("Code", ""))
        if code in _GONE:
            raise FileNotFoundError(code) from error
        raise StoreAway(f"文件存储拒绝了请求（{code}）。请核对 GONGKAI_FILES_URL 的密钥和桶名。") from error
    except BotoCoreError as error:
        raise StoreAway(
            f"文件存储没有应答（{type(error).__name__}）。请确认 GONGKAI_FILES_URL 的地址能连通。"
        ) from error
