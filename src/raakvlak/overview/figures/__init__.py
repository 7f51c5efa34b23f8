"""Fetch rows, reckon with draagvlak, and tell the answer in words beside the numbers."""
