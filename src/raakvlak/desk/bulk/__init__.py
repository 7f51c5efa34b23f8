"""Changing many rows of a list at once: each by the rules for one, in one transaction, and undone for a day."""
