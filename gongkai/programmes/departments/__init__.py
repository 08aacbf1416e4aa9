"""部门职责与监管信息：who answers for what, where one department's duty ends, and what each key field publishes."""
