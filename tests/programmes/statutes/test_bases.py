"""A basis is told from what held on its day; every part that we hold leads to its article."""

from datetime import date

import pytest

from gongkai.foundation.people.actors import SYSTEM
from gongkai.law.citations import Place
from gongkai.programmes.statutes import operations, queries
from gongkai.programmes.statutes.rules import Held, basis_problem
from tests.programmes.finding.conftest import organ, who
from tests.programmes.statutes.test_library import take

__all__ = ["organ", "who"]

NEW = Held("甲条例", date(2020, 3, 1), revised=False, last=9)
OLD = Held("甲条例", date(2020, 3, 1), revised=True, last=9)
GONE = Held("甲条例", date(2020, 3, 1), revised=False, repealed_on=date(2025, 1, 1), repeal_reason="某决定")


@pytest.mark.parametrize(
    ("held", "article", "on", "sentence"),
    [
        (NEW, 9, date(2020, 3, 1), ""),
        (NEW, 10, date(2020, 3, 1), "《甲条例》共9条，没有第十条，请核对条款。"),
        (NEW, 1, date(2020, 2, 29), "《甲条例》自2020年3月1日起施行，2020年2月29日尚未施行，请核对依据和日期。"),
        (OLD, 10, date(2020, 2, 29), ""),  # an earlier text held, which we do not have
        (GONE, 10, date(2024, 12, 31), ""),
        (GONE, 1, date(2025, 1, 1), "《甲条例》已于2025年1月1日废止（某决定），请改为现行有效的依据。"),
    ],
)
def test_a_basis_has_to_hold_on_its_day(held, article, on, sentence):
    assert basis_problem(held, [Place(article)], on) == sentence


@pytest.mark.django_db
def test_many_bases_are_read_at_once_and_lead_to_their_articles(at, django_assert_num_queries):
    kept, _ = take("中华人民共和国甲法", "第一条 甲\n第二条 乙\n第三条 丙", "2020-01-01", at)
    gone, _ = take("乙条例", "第一条 甲", "2020-01-01", at)
    operations.mark_repealed(statute=gone.statute.slug, on=date(2024, 1, 1), reason="某决定", by=SYSTEM, at=at)
    said = ["《甲法》第一条、第三条第二款和《乙条例》第一条", "《没有的法》第一条", "", "本机关规定", "《甲法》第一款"]
    many = [f"{number}《甲法》第二条" for number in range(495)]
    with django_assert_num_queries(2):
        links = queries.basis_links([*said, *many])
    slug = kept.statute.slug
    assert [(said[0][one.start : one.end], one.slug, one.article) for one in links[said[0]]] == [
        ("《甲法》第一条", slug, "1"),
        ("第三条第二款", slug, "3"),
        ("《乙条例》第一条", gone.statute.slug, "1"),
    ]
    assert set(links) == {said[0], said[4], *many}
    with django_assert_num_queries(3):
        problems = queries.basis_problems([*said, *many], date(2024, 5, 1))
    assert problems == {said[0]: "《乙条例》已于2024年1月1日废止（某决定），请改为现行有效的依据。"}
    assert queries.basis_problems(["《乙条例》第一条"], date(2023, 5, 1)) == {}
    with django_assert_num_queries(1):
        assert queries.basis_problems(["《没有的法》"], date(2024, 5, 1)) == {}
