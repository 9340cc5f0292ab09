"""What the render service uses from outside: the slide engine, the PDF writer, worker threads."""
