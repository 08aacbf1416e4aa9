"""检索服务：what grows around the search: pages put first, searches people keep, questions without answer."""
