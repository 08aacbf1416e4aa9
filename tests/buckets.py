"""A server that speaks the S3 protocol, for tests of what keeps its files there."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

import boto3
from moto.server import ThreadedMotoServer


@contextmanager
def server() -> Iterator[str]:
    """Run one on a free port; answers host:port."""
    running = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    running.start()
    host, port = running.get_host_and_port()
    try:
        yield f"{host}:{port}"
    finally:
        running.stop()


def new_bucket(where: str, *, versioned: bool = False) -> str:
    """An empty private bucket there, as `GONGKAI_FILES_URL` names it."""
    name = f"b{uuid4().hex[:12]}"
    client = boto3.client(
        "s3", endpoint_url=f"http://{where}", region_name="us-east-1", aws_access_key_id="k", aws_secret_access_key="s"
    )
    client.create_bucket(Bucket=name)
    if versioned:
        client.put_bucket_versioning(Bucket=name, VersioningConfiguration={"Status": "Enabled"})
    return f"s3://k:s@{where}/{name}/site?tls=0"
