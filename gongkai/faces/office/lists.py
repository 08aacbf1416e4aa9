"""列表：every list of the office can be taken away as XLSX; the page's own address with `?xlsx=` answers the file.

So the file has the page's filters and the page's permission, for it is the page that is asked.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpResponse

from gongkai.faces.kit.tables import Cell, xlsx_file
from gongkai.faces.office.http import StaffRequest
from gongkai.foundation.errors import NotFound
from gongkai.foundation.now import china_date

PARAMETER = "xlsx"
MOST = 5_000  # 行：what one file holds; the newest or the most pressing


@dataclass(frozen=True)
class Listing:
    """列表：its name in words, its columns, and its rows, read only when the file is asked for."""

    name: str
    head: tuple[str, ...]
    rows: Callable[[], Iterable[Sequence[Cell]]]


def asked(request: StaffRequest, listings: Mapping[str, Listing]) -> HttpResponse | None:
    """导出：the file of the list named by `?xlsx=`; None when the page itself is asked for.

    :raises NotFound: for a list this page does not have.
    """
    code = request.GET.get(PARAMETER)
    if code is None or request.method not in {"GET", "HEAD"}:
        return None
    listing = listings.get(code)
    if listing is None:
        raise NotFound
    return xlsx_file(f"{listing.name}-{china_date(request.at)}", listing.head, listing.rows())
