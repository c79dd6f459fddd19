"""Evidence in PostgreSQL with PostGIS: read like the files, judged like them; loaded whole, kept for good."""
