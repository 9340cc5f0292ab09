"""What the illustrator decides and computes without any input or output."""
