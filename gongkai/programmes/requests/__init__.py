"""依申请公开：requests that an organ disclose information it holds."""
