"""名录查询：questions to registers; nothing is written here."""

from gongkai.engines.registers.queries._announcing import (
    PublicLine,
    adjustments,
    announced,
    line_counts,
    public_lines,
    withdrawal,
)
from gongkai.engines.registers.queries._comparing import Comparison, EntryChange, compare
from gongkai.engines.registers.queries._examining import examine
from gongkai.engines.registers.queries._files import file_of_adjustment, has_files, names_replaced, public_file
from gongkai.engines.registers.queries._importing import BadRow, Trial, kept_file, try_rows
from gongkai.engines.registers.queries._lines import Examined, Wanted, chunks
from gongkai.engines.registers.queries._naming import found_otherwise, named_by, naming, naming_page, versions
from gongkai.engines.registers.queries._office import (
    adjustment_of,
    bases_of,
    digest,
    examined,
    lines_after,
    lines_of,
    proposals,
    subject,
    verdicts_on,
)
from gongkai.engines.registers.queries._reading import (
    MOST_COUNTED,
    Page,
    entry_on,
    everything,
    facets,
    history,
    in_force,
    listing,
    referring_to,
    titles,
    total,
)
from gongkai.engines.registers.queries._referring import references_in, referring, spans_of
from gongkai.engines.registers.queries._summing import fen, sum_of, sums, yuan

__all__ = [
    "MOST_COUNTED",
    "BadRow",
    "Comparison",
    "EntryChange",
    "Examined",
    "Page",
    "PublicLine",
    "Trial",
    "Wanted",
    "adjustment_of",
    "adjustments",
    "announced",
    "bases_of",
    "chunks",
    "compare",
    "digest",
    "entry_on",
    "everything",
    "examine",
    "examined",
    "facets",
    "fen",
    "file_of_adjustment",
    "found_otherwise",
    "has_files",
    "history",
    "in_force",
    "kept_file",
    "line_counts",
    "lines_after",
    "lines_of",
    "listing",
    "named_by",
    "names_replaced",
    "naming",
    "naming_page",
    "proposals",
    "public_file",
    "public_lines",
    "references_in",
    "referring",
    "referring_to",
    "spans_of",
    "subject",
    "sum_of",
    "sums",
    "titles",
    "total",
    "try_rows",
    "verdicts_on",
    "versions",
    "withdrawal",
    "yuan",
]
