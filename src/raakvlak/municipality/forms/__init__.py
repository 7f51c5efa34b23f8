"""What is asked on the screens of a municipality."""
