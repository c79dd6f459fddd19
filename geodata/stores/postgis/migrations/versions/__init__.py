"""One module a step, each frozen once it is released."""
