"""A large invented municipality: as many people and talks as one asks for, the same for the same seed."""
