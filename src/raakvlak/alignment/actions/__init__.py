"""What is done to requests and thresholds."""
