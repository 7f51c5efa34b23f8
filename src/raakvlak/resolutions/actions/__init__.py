"""What is done to options and to what people say of them."""
