import pytest


@pytest.mark.parametrize("path", ["/reading/", "/api/v1/documents"])
def test_a_request_too_large_is_refused_before_it_is_read(client, db, path):
    answer = client.generic("POST", path, b"x", CONTENT_LENGTH=str(200 * 1024 * 1024))
    assert answer.status_code == 413
    assert "110 MB" in answer.content.decode()
