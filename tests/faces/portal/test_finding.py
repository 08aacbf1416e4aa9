"""What the office put first stands first; what nobody finds is counted; a search leads to its alert."""

from gongkai.foundation.people.actors import OPENNESS_OFFICER, Actor, PostFact
from gongkai.programmes.finding import operations
from gongkai.programmes.finding.models import MissedQuery


def test_a_best_bet_stands_above_the_results_and_goes_with_its_record(site, press, settled, at):
    uid = press.release(title="关于养老服务的通知")
    settled()
    post = PostFact("000014349", OPENNESS_OFFICER, "办公室", "99")
    keeper = Actor(uid="k", name="政务公开办", posts=(post,), second_factor=True)
    operations.prefer(words="高龄津贴", record=uid, reason="群众问得最多", by=keeper, at=at)
    page = site.get("/search/?q=高龄津贴怎么领").content.decode()
    assert "您要找的可能是" in page
    assert f'href="/documents/{uid}/"' in page
    assert "您要找的可能是" not in site.get("/search/?q=养老").content.decode()


def test_a_question_without_answer_is_counted_once_it_is_not_narrowed(site, press, settled):
    press.release(title="关于养老服务的通知")
    settled()
    for query in ("?q=绝无此文", "?q=绝无此文&theme=17", "?q=养老"):
        site.get(f"/search/{query}")
    assert MissedQuery.objects.get().times == 1


def test_a_list_leads_to_its_alert(site, press, settled):
    press.release(title="关于养老服务的通知")
    settled()
    page = site.get("/search/?q=养老").content.decode()
    assert "/search/save/?scope=search&amp;q=%E5%85%BB%E8%80%81" in page
