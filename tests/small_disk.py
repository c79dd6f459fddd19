"""A disk in memory that is soon full, for what must not be lost then."""

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Disk:
    """A small disk in memory."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def fill(self, left: int) -> None:
        """Take all room but so many bytes."""
        free = os.statvfs(self.path)
        with (self.path / "filling").open("wb") as file:
            file.write(b"\0" * max(0, free.f_bavail * free.f_frsize - left))

    def files(self) -> list[str]:
        """Name what lies there besides."""
        return sorted(path.name for path in self.path.iterdir() if path.name != "filling")


@contextmanager
def small_disk() -> Iterator[Disk]:
    """Mount a disk of 8 MB for a while.

    Raises
    ------
    PermissionError
        Where nothing may be mounted.
    """
    place = Path(tempfile.mkdtemp(prefix="small-disk-"))
    place.chmod(0o755)  # PostgreSQL runs as another user
    command = ["mount", "-t", "tmpfs", "-o", "size=8m,mode=0777", "tmpfs", str(place)]
    completed = subprocess.run(command, capture_output=True, text=True, check=False)
    try:
        if completed.returncode:
            raise PermissionError(completed.stderr.strip())
        yield Disk(place)
    finally:
        if not completed.returncode:
            subprocess.run(["umount", "--lazy", place], check=True)
        place.rmdir()
