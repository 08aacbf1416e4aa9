"""调查的图：the choices of a question as bars, each with its share of those who answered."""

from gongkai.faces.kit.charts import Bar
from gongkai.programmes.consultations.queries import QuestionCount


def bars_of(one: QuestionCount) -> list[Bar]:
    """各选项：as many bars; the words stay Chinese on an English page."""
    return [
        Bar(name, count, f"{count}（{share}）" if one.answered else f"{count}", chinese=True)
        for name, count, share in one.shares
    ]
