"""What privacy does: end what has had its time, erase, open, hand over."""
