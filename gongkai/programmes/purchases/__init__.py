"""公共服务的购买与合作：who provides public services for government, on what terms, for how much, and how well."""
