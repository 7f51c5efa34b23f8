"""Numbers for draagvlak: arrays in, results out. Knows no Django and no site."""
