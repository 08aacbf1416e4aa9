"""公共企事业单位信息公开：what schools, hospitals, water, power and transit must publish, and whether they do."""
