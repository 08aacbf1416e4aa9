"""法规变动的提问：proposals as their people see them, what they would change, what they are bound to."""

from collections.abc import Sequence

from django.db.models import Case, QuerySet, When

from gongkai.foundation.canonical import canonical, sha256
from gongkai.foundation.errors import NotFound
from gongkai.foundation.people.actors import Actor
from gongkai.foundation.text.difference import Paragraph, difference
from gongkai.law.citations import title_key
from gongkai.programmes.statutes import permission
from gongkai.programmes.statutes.models import ProposalState, Statute, StatuteArticle, StatuteProposal, StatuteVersion
from gongkai.programmes.statutes.queries._library import articles
from gongkai.programmes.statutes.rules import Article, Entered, split


def subject(uid: str) -> str:
    """审查对象：a proposal, as notices and the journal name it."""
    return f"statute_proposal:{uid}"


def of_title(title: str, region: str) -> Statute | None:
    """同名的法规：of a region. 1 SQL."""
    return Statute.objects.filter(key=title_key(title), region=region).first()


def proposals(person: Actor) -> QuerySet[StatuteProposal]:
    """法规变动清单：as far as this person sees them, those that wait first, then the newest, without texts; lazy."""
    rows = permission.visible_to(person).select_related("organ", "statute")
    decided = Case(When(state=ProposalState.PROPOSED, then=0), default=1)
    return rows.defer("body", "history").order_by(decided, "-proposed_at", "-pk")


def proposal_of(uid: str, person: Actor) -> StatuteProposal:
    """一件法规变动。1 SQL.

    :raises NotFound: for what this person may not see.
    """
    found = permission.visible_to(person).select_related("organ__place", "statute").filter(uid=uid).first()
    if found is None:
        raise NotFound
    return found


def digest(proposal: StatuteProposal) -> str:
    """内容摘要：of everything that is decided."""
    said = {
        name: getattr(proposal, name)
        for name in ("kind", "title", "category", "region", "issuer", "document_number", "history", "body", "reason")
    }
    said |= {
        "organ": proposal.organ.code,
        "statute": proposal.statute.slug if proposal.statute and proposal.kind == StatuteProposal.Kind.REPEAL else "",
        "since": proposal.since.isoformat(),
        "adopted_on": proposal.adopted_on.isoformat() if proposal.adopted_on else "",
    }
    return sha256(canonical(said))


def wanted_of(proposal: StatuteProposal) -> Entered:
    """要录入的版本。"""
    return Entered(
        title=proposal.title, category=proposal.category, body=proposal.body, region=proposal.region,
        issuer=proposal.issuer, number=proposal.document_number, adopted_on=proposal.adopted_on, since=proposal.since,
        history=tuple(proposal.history),
    )  # fmt: skip


def before(proposal: StatuteProposal) -> StatuteVersion | None:
    """在前的版本：the one this text would follow; none for a new statute or the earliest version. 1 SQL."""
    if proposal.statute is None:
        return None
    rows = StatuteVersion.objects.filter(statute=proposal.statute, since__lt=proposal.since)
    return rows.order_by("-since").first()


def changes(proposal: StatuteProposal, earlier: StatuteVersion | None) -> tuple[Paragraph, ...]:
    """对照：the text proposed against the version before it, paragraph by paragraph."""
    found = split(proposal.body)
    new = in_paragraphs(found.preamble, found.articles, found.appended)
    return difference(paragraphs(earlier) if earlier else [], new)


def paragraphs(version: StatuteVersion) -> list[str]:
    """一个版本的各段：headings and articles in their order, as they are compared and printed. 1 SQL."""
    return in_paragraphs(version.preamble, articles(version), version.appended)


def in_paragraphs(preamble: str, parts: Sequence[StatuteArticle | Article], appended: str) -> list[str]:
    """各段：of a text whose parts are known."""
    lines, chapter = preamble.split("\n\n") if preamble else [], ""
    for one in parts:
        if one.chapter and one.chapter != chapter:
            lines.append(one.chapter)
        chapter = one.chapter
        first, *others = one.text.split("\n\n")
        lines += [f"{one.label}　{first}" if one.label else first, *others]
    return [*lines, *(appended.split("\n\n") if appended else [])]
