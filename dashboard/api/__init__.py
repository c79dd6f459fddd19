"""Data for other programs: `/data/v1`, its description, its package, its feeds."""
