"""What people see: the page, its map, its panels and its downloads."""
