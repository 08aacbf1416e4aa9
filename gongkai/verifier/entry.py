"""条目：the page leads to a proof, the proof to a leaf, the leaf to a signed root."""

from urllib.parse import unquote, urlsplit

from gongkai.verifier import fetching, merkle, notes
from gongkai.verifier import proof as proofs
from gongkai.verifier.fetching import Unavailable
from gongkai.verifier.page import Page
from gongkai.verifier.proof import Proof
from gongkai.verifier.report import Failed, shown
from gongkai.verifier.run import OK, SMALL_LIMIT, Run

PAGE_LIMIT = 16 << 20
GONE = 410
WAITING = 409
ACTS = {"release": "公开", "edition": "更新", "withdrawal": "撤回"}


class Entry:
    """条目：one page and what it gives as its proof; the later checks need the earlier ones' answers."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.status = 0
        self.page: Page | None = None
        self.proof: Proof | None = None

    def read_page(self) -> str:
        """Fetch the page and find the link to its proof."""
        fetched = self.run.get(self.run.url)
        if fetched.status not in {OK, GONE}:
            raise Unavailable(f"页面取不到（HTTP {fetched.status}）。")
        page = Page(fetching.read(fetched, PAGE_LIMIT))
        if page.proof is None:
            raise Unavailable("页面没有给出存证证明的地址，不是可核验的公开页面。")
        if unquote(fetched.url) != unquote(self.run.url):
            self.run.warn(f"注意：网址转到了 {shown(fetched.url)}，核验的是那个页面。")
        self.run.url, self.status, self.page = fetched.url, fetched.status, page
        return "已取回页面。" if fetched.status == OK else "已取回页面：信息已撤回（HTTP 410）。"

    def read_proof(self) -> str:
        """Fetch and read the proof."""
        address = self.page.proof if self.page else None
        fetched = self.run.get(address or "")
        if fetched.status == WAITING:
            raise Unavailable("存证证明还没有：刚刚公开的信息要等账本的下一个检查点。请一分钟后再核验。")
        self.proof = proofs.parse(fetching.read(self.run.accepted(fetched, "存证证明"), SMALL_LIMIT))
        return f"已取回存证证明：账本条目 {self.proof.index}（从 0 数起）。"

    def check_leaf(self, proof: Proof) -> str:
        """The leaf says what the page shows: this act, this edition, this content."""
        leaf = proofs.leaf_of(proof)
        if leaf.act not in ACTS or leaf.edition != proof.edition:
            raise Failed("账本条目与证明所称的版次或行为不符。")
        withdrawn = leaf.act == "withdrawal"
        self.run.report.facts |= {"账本行为": ACTS[leaf.act], "入账时间": shown(leaf.at), "版次": str(leaf.edition)}
        if withdrawn != (self.status == GONE) or withdrawn != (proof.manifest is None):
            raise Failed("页面的状态与账本条目不符：一个说已公开，一个说已撤回。")
        if leaf.commitment != ("" if withdrawn else proofs.content_commitment(proof)):
            raise Failed("清单与账本条目中的承诺不符：标题、文号、正文或附件与入账时不同。")
        return f"账本条目与清单相符：第 {leaf.edition} 版，{shown(leaf.at)} {ACTS[leaf.act]}。"

    def check_record(self, proof: Proof) -> str:
        """The leaf is about the record that this address names."""
        if proof.record not in unquote(urlsplit(self.run.url).path).split("/"):
            raise Failed("存证证明属于另一条信息，不属于这个网址。")
        if proofs.record_commitment(proof) != proofs.leaf_of(proof).record:
            raise Failed("账本条目属于另一条信息。")
        return "账本条目属于这个网址的信息。"


def check_inclusion(proof: Proof) -> str:
    """The leaf is under the root of the checkpoint."""
    checkpoint = notes.parse_checkpoint(proof.checkpoint)
    hashed = merkle.leaf(proof.data.encode())
    try:
        root = merkle.root_from_inclusion(hashed, proof.index, checkpoint.size, proof.inclusion)
    except merkle.BadProof as error:
        raise Failed("包含证明的长度与检查点不符。") from error
    if root != checkpoint.root:
        raise Failed("账本条目不在检查点所签的树中。")
    return f"账本条目在检查点所签的 {checkpoint.size} 条之内。"
