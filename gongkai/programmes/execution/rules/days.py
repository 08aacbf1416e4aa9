"""日期：as entries keep them; pure."""

from datetime import date

from gongkai.engines.registers.rules import Values


def day(values: Values, key: str) -> date | None:
    """某个日期：none where there is none, or none that can be read."""
    try:
        return date.fromisoformat(str(values.get(key, "")))
    except ValueError:
        return None


def out_of_order(values: Values, first: str, second: str, said: str) -> dict[str, str]:
    """先后颠倒：a sentence at the second day where it stands before the first."""
    one, other = day(values, first), day(values, second)
    return {second: said} if one and other and other < one else {}
