"""Where evidence is kept: a folder of files."""
