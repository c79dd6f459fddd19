"""Write docs/licences.md: the licence of each package that the page needs at run time.

``python -m tests.licences`` writes the file anew from what the packages say of themselves.
"""

import re
import tomllib
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
FILE = ROOT / "docs" / "licences.md"
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
OWN = "arctic-endurance-map"
# What a package says as an SPDX expression stands as it is; older metadata is free text.
SPDX = {
    "apache software license": "Apache-2.0",
    "apache license 2.0": "Apache-2.0",
    "apache license, version 2.0": "Apache-2.0",
    "apache 2.0": "Apache-2.0",
    "bsd": "BSD",
    "bsd license": "BSD",
    "bsd 3-clause": "BSD-3-Clause",
    "bsd 3-clause license": "BSD-3-Clause",
    "3-clause bsd license": "BSD-3-Clause",
    "isc license (iscl)": "ISC",
    "mit": "MIT",
    "mit license": "MIT",
    "mozilla public license 2.0 (mpl 2.0)": "MPL-2.0",
    "python software foundation license": "PSF-2.0",
    "historical permission notice and disclaimer (hpnd)": "HPND",
}
# What does not say it in a word: its source has the MIT licence in a file; it says "same as Leaflet".
BY_HAND = {"streamlit-folium": "MIT", "xstatic-leaflet": "BSD-2-Clause"}
HEAD = """# Licences of what the page needs

Our own code is under the [MIT licence](../LICENSE). The sources of the evidence and of the base map are named in the
page under "How we know", with their terms.

The wheel holds no third-party code. Installing it brings these packages, each with its own licence text. The table is
written by `python -m tests.licences`, and a test holds it current.

| Package | Licence | Needed by |
| --- | --- | --- |
"""
FOOT = """
What these packages bring to the browser:

| Part | Licence | Comes in |
| --- | --- | --- |
| Leaflet, its style and pictures | BSD-2-Clause | xstatic-leaflet |
| Streamlit's script, with React and others; licence texts stand in the files | Apache-2.0, MIT and others | streamlit |
| The typefaces Source Sans and Source Serif | OFL-1.1 | streamlit |
| The script of the map's frame | MIT | streamlit-folium |
"""


def packages() -> dict[str, set[str]]:
    """Follow what is required at run time; each package with those that need it."""
    needed: dict[str, set[str]] = {}
    waiting = [OWN]
    while waiting:
        name = waiting.pop()
        for each in _requirements(name):
            if each not in needed:
                needed[each] = set()
                waiting.append(each)
            needed[each].add(name)
    return needed


def _requirements(name: str) -> Iterator[str]:
    for text in PYPROJECT["project"]["dependencies"] if name == OWN else metadata.requires(name) or ():
        need = Requirement(text)
        # Markers that speak of a machine hold on the one that the constraints are made for.
        if need.marker is None or need.marker.evaluate({"extra": "", "python_version": "3.11"}):
            yield canonicalize_name(need.name)


def licence_of(name: str) -> str:
    """Tell what a package says of its licence: an SPDX expression, a line of text, or what it is filed under."""
    if name in BY_HAND:
        return BY_HAND[name]
    actual: Any = metadata.metadata(name)
    expression = actual.get("License-Expression") or ""
    if expression:
        return str(expression)
    text = (actual.get("License") or "").strip()
    filed = [line.split(" :: ")[-1] for line in actual.get_all("Classifier") or () if line.startswith("License ::")]
    for each in (text, *filed):
        if each.lower() in SPDX:
            return SPDX[each.lower()]
        if re.fullmatch(r"[\w.+-]+( (OR|AND) [\w.+-]+)*", each) and each.lower() not in {"unknown", "license"}:
            return str(each)
    raise LookupError(f"{name} tells no licence that we know: {text[:60]!r}, {filed}")


def table() -> str:
    """Write the file."""
    needed = packages()
    lines = [f"| {name} | {licence_of(name)} | {', '.join(sorted(needed[name]))} |\n" for name in sorted(needed)]
    return HEAD + "".join(lines) + FOOT


if __name__ == "__main__":
    FILE.write_text(table(), encoding="utf-8")
