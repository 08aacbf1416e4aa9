"""公开：an open-government platform in which the law is data and every release can be proven."""
