"""The screens of a municipality, its members and a user."""
