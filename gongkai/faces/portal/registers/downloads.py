"""名录文件下载：forms and samples that entries name; never opened in the browser as a page of ours."""

from django.http import FileResponse
from django.http.response import HttpResponseBase
from django.utils.http import quote_etag

from gongkai.engines.registers import queries
from gongkai.engines.registers.declared import register_of
from gongkai.faces.kit.http import Request
from gongkai.faces.kit.middleware import FILE_POLICY
from gongkai.faces.portal.http import public
from gongkai.foundation.files import queries as stored_files
from gongkai.foundation.now import china_date
from gongkai.foundation.text import storable


@public
def download(request: Request, register: str, sha256: str, name: str) -> HttpResponseBase:
    """下载：from the adoption of the entry that names it, for as long as the public may read that entry.

    :raises NotFound: for a file no such entry names.
    """
    declared = register_of(register)
    stored = queries.public_file(declared.code, sha256[:64], storable(name), seen_on=china_date(request.at))
    response = FileResponse(
        stored_files.open_file(stored), as_attachment=True, filename=name, content_type=stored.media_type
    )
    response["ETag"] = quote_etag(stored.sha256)
    response["Content-Security-Policy"] = FILE_POLICY
    response["X-Content-Type-Options"] = "nosniff"
    return response
