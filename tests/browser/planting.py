"""Copies of the evidence with something planted in them: hostile text, or rows that are wrong."""

import csv
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import geodata

OURS = Path(geodata.__file__).parent

# Each would do harm in some place: a template, a script, an attribute, a string of JavaScript, a spreadsheet.
PAYLOADS = {
    "dnk-exercise": "{{7*7}} template",
    "dnk-airlift": "{% raw %} block",
    "deu-recce": "{# x comment",
    "fra-advance": "${window.planted=1} dollar",
    "swe-planners": "`backtick` and \\ back\\slash",
    "nor-staff": "</script><script>window.planted=1</script>",
    "gbr-officer": "<img src=x onerror=window.planted=1>",
    "nld-navy": "'\"><svg onload=window.planted=1>",
    "bel-officer": "-1+cmd|' /C calc'!A0",
    "isl-coastguard": "zone_12 æøå ᐃᓄᐃᑦ [link](javascript:window.planted=1) **bold** $x$ :red[x]",
}
UNTRANSLATED = "deu-recce"  # only its English name is there
EVIL_ACTOR = "{{7*7}}<img src=x onerror=window.planted=1>${1}`"
EVIL_PLACE = "Nuuk {{7*7}}</script><b>"
EVIL_TEXT = "said {{ cycler.__init__ }} <img src=x onerror=window.planted=1> ${1} `x` {% raw %}"


def copied(folder: Path) -> Path:
    """Copy evidence and layers into a folder."""
    for part in ("evidence", "layers"):
        shutil.copytree(OURS / part, folder / part)
    return folder


def edit_rows(path: Path, change: Callable[[dict[str, str]], None]) -> None:
    """Change rows of a CSV file in place."""
    with path.open(encoding="utf-8", newline="") as source:
        rows = list(csv.DictReader(source))
    for row in rows:
        change(row)
    with path.open("w", encoding="utf-8", newline="") as target:
        writer = csv.DictWriter(target, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def edit_features(path: Path, change: Callable[[dict[str, Any]], None]) -> None:
    """Change features of a GeoJSON file in place."""
    collection = json.loads(path.read_text(encoding="utf-8"))
    for feature in collection["features"]:
        change(feature)
    path.write_text(json.dumps(collection, ensure_ascii=False), encoding="utf-8")


def hostile(folder: Path) -> Path:
    """Write evidence whose every text field that people see holds something hostile."""
    copied(folder)
    for name, change in HOSTILE_ROWS.items():
        edit_rows(folder / "evidence" / f"{name}.csv", change)
    edit_features(folder / "layers" / "places.geojson", _hostile_place)
    edit_features(folder / "layers" / "contributing_nations.geojson", _hostile_nation)
    edit_features(folder / "layers" / "sites.geojson", _english_command)
    return folder


def _hostile_contingent(row: dict[str, str]) -> None:
    if row["id"] in PAYLOADS:
        row["label"] = row["label_da"] = PAYLOADS[row["id"]]
        if row["id"] == UNTRANSLATED:
            row["label_da"] = ""
        row["note"] = row["note_da"] = EVIL_TEXT


def _hostile_actor(row: dict[str, str]) -> None:
    if row["id"] == "NOR":
        row["name"] = row["name_da"] = EVIL_ACTOR


def _hostile_claim(row: dict[str, str]) -> None:
    if row["subject"] in PAYLOADS:
        row["text"] = EVIL_TEXT
        row["basis"] = "inferred"  # the text no longer names the day
        row["rounded"] = ""  # nor calls the number round


def _hostile_source(row: dict[str, str]) -> None:
    if row["title"]:
        row["title"] = ("{{7*7}}<img src=x onerror=window.planted=1> " + row["title"])[:120].strip()


def _hostile_event(row: dict[str, str]) -> None:
    row["title"] = ("{{7*7}}<b>" + row["title"])[:120].strip()


def _hostile_nation(feature: dict[str, Any]) -> None:
    if feature["properties"]["id"] == "NOR":
        feature["properties"]["name"] = feature["properties"]["name_da"] = EVIL_ACTOR


def _hostile_place(feature: dict[str, Any]) -> None:
    if feature["properties"]["id"] == "nuuk":
        feature["properties"]["name"] = EVIL_PLACE


def _english_command(feature: dict[str, Any]) -> None:
    if feature["properties"]["id"] == "jaco_nuuk":
        feature["properties"]["name_da"] = ""


HOSTILE_ROWS = {
    "contingents": _hostile_contingent,
    "actors": _hostile_actor,
    "claims": _hostile_claim,
    "sources": _hostile_source,
    "events": _hostile_event,
}


def broken(folder: Path) -> Path:
    """Write evidence with four faults of different kinds, in rows about three subjects."""
    copied(folder)
    done: set[str] = set()

    def claims(row: dict[str, str]) -> None:
        fault = row["subject"]
        if fault in done or row["attribute"] != "step":
            return
        if fault == "deu-recce":
            row["sources"] = "no_such_source"
        elif fault == "fra-advance":
            row["day"] = "2026-13-40"
        elif fault == "swe-planners":
            row["value"] = "teleported"
        else:
            return
        done.add(fault)

    def sites(feature: dict[str, Any]) -> None:
        if feature["properties"]["id"] == "station_nord":
            feature["geometry"]["coordinates"].reverse()

    edit_rows(folder / "evidence" / "claims.csv", claims)
    edit_features(folder / "layers" / "sites.geojson", sites)
    return folder
