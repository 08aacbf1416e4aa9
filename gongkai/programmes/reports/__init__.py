"""政府信息公开工作年度报告：stored, computed, reviewed and handed to publishing; and the register of challenges."""
