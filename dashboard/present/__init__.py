"""The story and the view for a room."""
