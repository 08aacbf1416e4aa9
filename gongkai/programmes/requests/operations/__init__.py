"""依申请公开：the only code that writes the programme's tables."""

from gongkai.programmes.requests.operations._following import (
    answer_correction,
    complain,
    give_reasons,
    give_up,
    rate,
)
from gongkai.programmes.requests.operations._revealing import reveal
from gongkai.programmes.requests.operations._sealing import reseal
from gongkai.programmes.requests.operations._splitting import split
from gongkai.programmes.requests.operations._taking import Receipt, apply, enter_application

__all__ = [
    "Receipt",
    "answer_correction",
    "apply",
    "complain",
    "enter_application",
    "give_reasons",
    "give_up",
    "rate",
    "reseal",
    "reveal",
    "split",
]
