"""Charts: the form that suits the numbers, the finding beside it, and how both stand on a slide."""
