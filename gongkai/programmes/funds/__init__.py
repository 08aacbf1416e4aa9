"""资金公开：special funds, livelihood and relief money from project to effect, down to the village."""
