"""权责清单：what an organ may do to others, on what basis, and what it answers for."""
