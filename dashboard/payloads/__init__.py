"""What travels to the browser, as small JSON texts."""
