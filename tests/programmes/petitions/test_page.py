"""docs/petitions.md draws the table as it stands."""

import os
from pathlib import Path

from gongkai.programmes.petitions.programme import PETITIONS
from tests.programmes.requests.test_page import drawn

PAGE = Path(__file__).resolve().parents[3] / "docs/petitions.md"
BEGIN, END = "<!-- 由程序表生成：REWRITE=1 pytest tests/programmes/petitions/test_page.py -->", "<!-- 生成到此 -->"


def test_the_page_draws_the_table_as_it_is() -> None:
    text = PAGE.read_text("utf-8")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    made = f"{before}{BEGIN}\n\n{drawn(PETITIONS)}\n\n{END}{after}"
    if os.environ.get("REWRITE"):
        PAGE.write_text(made, "utf-8")
    assert PAGE.read_text("utf-8") == made
