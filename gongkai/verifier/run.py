"""一次核验：what has been read of the site so far, and the report it goes into."""

from collections.abc import Callable

from gongkai.verifier import fetching
from gongkai.verifier.fetching import Fetch, Unavailable
from gongkai.verifier.report import Check, Failed, Report, shown

OK = 200
SMALL_LIMIT = 1 << 20

Progress = Callable[[Check | str], None]


class Run:
    """One verification: what has been read so far and the report."""

    def __init__(self, url: str, fetch: Fetch, progress: Progress) -> None:
        self.url = url
        self.report = Report(url)
        self._fetch = fetch
        self._progress = progress

    def step(self, name: str, act: Callable[[], str]) -> None:
        """Carry out one check and enter its sentence."""
        try:
            check = Check(name, True, act())
        except Failed as failure:
            check = Check(name, False, shown(str(failure), 400))
        except Unavailable as reason:
            check = Check(name, None, shown(str(reason), 400))
        self.report.checks.append(check)
        self._progress(check)

    def warn(self, sentence: str) -> None:
        """Enter a warning."""
        self.report.warnings.append(sentence)
        self._progress(sentence)

    def lose(self, sentence: str) -> None:
        """Enter what the log admits to have lost."""
        self.report.losses.append(sentence)
        self._progress(sentence)

    def get(self, reference: str) -> fetching.Fetched:
        """Fetch from the page's own site."""
        wanted = fetching.within(self.url, reference)
        fetched = self._fetch(wanted)
        fetching.within(self.url, fetched.url)
        return fetched

    def insist(self, reference: str, what: str) -> fetching.Fetched:
        """Fetch what the site says is there; that it is not counts against the site, that it is down does not."""
        return self.accepted(self.get(reference), what)

    @staticmethod
    def accepted(fetched: fetching.Fetched, what: str) -> fetching.Fetched:
        """What was fetched, if it is what the site says is there."""
        if fetched.status >= 500 or fetched.status == 429:
            raise Unavailable(f"{what}暂时取不到（HTTP {fetched.status}）。")
        if fetched.status != OK:
            raise Failed(f"{what}取不到（HTTP {fetched.status}）。")
        return fetched
