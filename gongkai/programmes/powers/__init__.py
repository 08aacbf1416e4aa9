"""四张清单：what organs may do to others and answer for, where firms may not invest freely, what money is set aside."""
