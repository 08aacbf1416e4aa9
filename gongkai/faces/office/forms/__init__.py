"""表单：what the office asks for, in the words of the law."""
