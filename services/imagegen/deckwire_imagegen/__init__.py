"""The illustrator: turns the picture brief of a drafted slide into a picture, or says why it could not."""
