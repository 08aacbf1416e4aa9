"""依申请公开：how the public asks for information that is not published, and follows what becomes of it."""
