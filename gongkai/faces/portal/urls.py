"""网址：the public's."""

from django.urls import URLPattern, path

from gongkai.faces.portal import (
    citing,
    columns,
    comparing,
    crawling,
    documents,
    feeds,
    files,
    home,
    ledger,
    library,
    organs,
    qr,
)
from gongkai.faces.portal.machine_urls import MACHINES

app_name = "portal"
urlpatterns: list[URLPattern] = [
    path("", home.home, name="home"),
    path("openness/", home.openness, name="openness"),
    path("disclosure/", home.to_openness),
    path("services/", home.not_open_yet, {"channel": "services"}, name="services"),
    path("interaction/", home.not_open_yet, {"channel": "interaction"}, name="interaction"),
    path("data/", home.not_open_yet, {"channel": "data"}, name="data"),
    path("policies/", library.policies, name="policies"),
    path("policies/feed.atom", feeds.policies_feed, name="policies-feed"),
    path("policies/list.csv", feeds.policies_table, name="policies-table"),
    path("search/", library.search, name="search"),
    path("search/feed.atom", feeds.search_feed, name="search-feed"),
    path("search/list.csv", feeds.search_table, name="search-table"),
    path("documents/<slug:uid>/", documents.document, name="document"),
    path("documents/<slug:uid>/proof.json", documents.proof, name="proof"),
    path("documents/<slug:uid>/withdrawal-proof.json", documents.withdrawal_proof, name="withdrawal-proof"),
    path("documents/<slug:uid>/editions/<int:number>/", documents.edition, name="edition"),
    path("documents/<slug:uid>/compare/", comparing.compare, name="compare"),
    path("documents/<slug:uid>/editions/<int:number>/cite.<str:form>", citing.cite, name="cite"),
    path("documents/<slug:uid>/editions/<int:number>/proof.json", documents.proof, name="edition-proof"),
    path("documents/<slug:uid>/editions/<int:number>/files/<int:place>", files.attachment, name="file"),
    path("organs/", organs.index, name="organs"),
    path("organs/list.csv", feeds.organs_table, name="organs-table"),
    path("organs/<slug:code>/", columns.organ, name="organ"),
    path("organs/<slug:code>/<slug:part>/", columns.part, name="part"),
    path("ledger/", ledger.about, name="ledger"),
    path("ledger/checkpoint", ledger.checkpoint, name="checkpoint"),
    path("ledger/key", ledger.key, name="key"),
    path("ledger/consistency", ledger.consistency, name="consistency"),
    path("ledger/entries", ledger.entries, name="entries"),
    path("ledger/tile/<path:path>", ledger.tile, name="tile"),
    path("qr.svg", qr.qr, name="qr"),
    path("robots.txt", crawling.robots, name="robots"),
    path("sitemap.xml", crawling.sitemap, name="sitemap"),
    path("sitemap-pages.xml", crawling.pages, name="sitemap-pages"),
    path("sitemap-documents-<int:number>.xml", crawling.documents, name="sitemap-documents"),
    *MACHINES,
]
