"""Logging in with the account of work: what the installation settles, and what is read from what a provider says."""
