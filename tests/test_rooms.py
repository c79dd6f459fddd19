"""The house of the design, held by reading its imports: who may know whom, and what each room may not touch."""

import ast
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("geodata", "dashboard")
LONGEST = 400

# Lower floors first. A module may import from its own floor and from those below; a new module gets its place here.
FLOORS: tuple[tuple[str, str], ...] = (
    (
        "words",
        "geodata.errors geodata.model geodata.running geodata.names geodata.reach geodata.tables geodata.projection",
    ),
    ("days, looked up", "geodata.days"),
    ("reading", "geodata.schema geodata.*_reader geodata.*_writer geodata.stores geodata.records"),
    (
        "rules, their parts",
        "geodata.provenance geodata.statements geodata.headcount geodata.places geodata.spells geodata.programmes",
    ),
    ("rules, in order", "geodata.knowledge"),
    ("rules", "geodata.rules"),
    ("rules, the whole", "geodata.bitemporal geodata.filters geodata.totals geodata.compare geodata.precedence"),
    ("filters, the finer ones", "geodata.areas geodata.groups geodata.refine"),
    ("tables for a notebook", "geodata.frames geodata.display geodata.record_access"),
    ("the library", "geodata.evidence_index geodata.atlas"),
    ("the library, read", "geodata.loading geodata.overlaid"),
    ("the library, in series", "geodata.series geodata.sensitivity geodata.shares geodata.origins"),
    (
        "the library's face",
        "geodata geodata.prepare geodata.deployments geodata.load_postgis geodata.load_points geodata.patch",
    ),
    ("the choice of a room", "dashboard.analysis dashboard.more dashboard.rows_query"),
    ("the page's words", "dashboard.state dashboard.public_address dashboard.drawing.style dashboard.text.i18n"),
    ("the page's phrases", "dashboard.holder dashboard.text.phrase dashboard.text.evidence_problems"),
    (
        "scenes",
        (
            "dashboard.present.annotations dashboard.present.fragments dashboard.present.scene_form "
            "dashboard.present.story"
        ),
    ),
    ("plain JSON", "dashboard.payloads.plain_json"),
    (
        "base map and symbols",
        "dashboard.assets dashboard.source_maps dashboard.drawing.basemap dashboard.drawing.symbols",
    ),
    ("payloads and text", "dashboard.release dashboard.payloads dashboard.text dashboard.map"),
    ("what is in view", "dashboard.view.rows dashboard.view.search"),
    ("charts", "dashboard.charts dashboard.view.nations"),
    ("downloads", "dashboard.export"),
    ("the view model", "dashboard.view"),
    ("the map of a view", "dashboard.drawing"),
    ("documents", "dashboard.documents"),
    ("panels", "dashboard.panels dashboard.present dashboard.page"),
    ("the network", "dashboard.web"),
    ("data for other programs", "dashboard.api"),
    ("the commands that write files", "dashboard.cli_export dashboard.cli_rehearse dashboard.cli_documents"),
    ("publishing", "dashboard.publish"),
    ("entries", "dashboard.app dashboard.cli"),
    ("the command", "dashboard dashboard.__main__"),
)

MAY_IMPORT = {
    "streamlit": ("dashboard.app", "dashboard.page", "dashboard.panels", "dashboard.present", "dashboard.web"),
    "streamlit_folium": ("dashboard.map",),
    "folium": ("dashboard.map",),
    "branca": ("dashboard.map",),
    "playwright": ("dashboard.present.stage_look",),
    "pytest": (),
}

# No text becomes markup or code (idea 10 and 11 of the design): what would let a row's text become markup or code.
MARKUP_SINKS_PY = (
    r"unsafe_allow_(html|javascript)|\bfolium\.(Popup|Tooltip|GeoJson\w*|DivIcon|Html)\b"
    r"|\bMarkup\(|\beval\(|\bexec\("
)


def modules_of(root: Path) -> dict[str, str]:
    """Text of every Python module of the two packages, by dotted name; a package goes by its own name."""
    found = {}
    for package in PACKAGES:
        for path in sorted((root / package).rglob("*.py")):
            parts = path.relative_to(root).with_suffix("").parts
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path.read_text(encoding="utf-8")
    return found


def inside(name: str, rooms: Iterable[str]) -> bool:
    """Whether a module is one of the rooms or lies in one; a star stands for any ending."""
    return any(name.startswith(room + ".") or fnmatchcase(name, room) for room in rooms)


def known_part(dotted: str, names: Iterable[str]) -> str:
    """Longest beginning of a dotted name that is one of ours; else the name as it is."""
    names = set(names)
    parts = dotted.split(".")
    while parts and ".".join(parts) not in names:
        parts.pop()
    return ".".join(parts) or dotted


@cache
def nodes_of(text: str) -> tuple[ast.AST, ...]:
    """All that a module is made of; read once for all guards."""
    return tuple(ast.walk(ast.parse(text)))


def imports_of(name: str, text: str, names: Mapping[str, str]) -> Iterator[str]:
    """Everything a module imports, wherever in it the import stands: at the top, in a function, for types only."""
    is_package = any(other.startswith(name + ".") for other in names)
    for node in nodes_of(text):
        if isinstance(node, ast.Import):
            yield from (known_part(alias.name, names) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                above = name.split(".")
                above = above[: len(above) - node.level + is_package]
                base = ".".join([*above, base]).strip(".")
            yield from (known_part(f"{base}.{alias.name}", names) for alias in node.names)
        elif isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in {"import_module", "__import__"}:
            yield from (
                known_part(arg.value, names)
                for arg in node.args[:1]
                if isinstance(arg, ast.Constant) and isinstance(arg.value, str)
            )


def wiring(modules: Mapping[str, str]) -> dict[str, set[str]]:
    """Who imports whom; outsiders by their full dotted name."""
    return {name: set(imports_of(name, text, modules)) - {name} for name, text in modules.items()}


def floor_of(name: str) -> int | None:
    """Number of the floor a module lives on; the most exact entry decides."""
    rooms = [(room, floor) for floor, (_, names) in enumerate(FLOORS) for room in names.split()]
    best = max(((len(room), floor) for room, floor in rooms if inside(name, [room])), default=None)
    return best[1] if best else None


def homeless(modules: Mapping[str, str]) -> list[str]:
    """Modules for which FLOORS names no floor of their own; the packages as such do not count as a place."""
    rooms = [room for _, names in FLOORS for room in names.split() if room not in PACKAGES]
    return [name for name in modules if name not in PACKAGES and not inside(name, rooms)]


def floor_faults(modules: Mapping[str, str]) -> list[str]:
    """Imports that go up a floor, out of geodata into dashboard, or to a library the room may not know."""
    faults = []
    for name, targets in wiring(modules).items():
        for target in sorted(targets):
            top = target.split(".")[0]
            if inside(name, ["geodata"]) and top == "dashboard":
                faults.append(f"{name} imports {target}: geodata never imports dashboard")
            elif top in MAY_IMPORT and not inside(name, MAY_IMPORT[top]):
                faults.append(f"{name} imports {target}: only {', '.join(MAY_IMPORT[top]) or 'tests'} may")
            elif target in modules and (floor_of(target) or 0) > (floor_of(name) or 0):
                faults.append(f"{name} imports {target} from a floor above")
    return faults


def circles(modules: Mapping[str, str]) -> list[str]:
    """Modules from which a walk along imports leads back to where it began."""
    graph = {name: targets & set(modules) for name, targets in wiring(modules).items()}

    def reachable(start: str) -> set[str]:
        seen: set[str] = set()
        todo = list(graph[start])
        while todo:
            name = todo.pop()
            if name not in seen:
                seen.add(name)
                todo.extend(graph[name])
        return seen

    return sorted(name for name in graph if name in reachable(name))


def bad_names(modules: Mapping[str, str]) -> list[str]:
    """Modules that would hide a standard one (Streamlit puts app.py's folder first on the path) or say nothing."""
    taken = set(sys.stdlib_module_names) | {"utils", "util", "helpers", "common", "misc"}
    return [name for name in modules if name.rsplit(".", 1)[-1] in taken - {"__main__"}]


def bare_imports(modules: Mapping[str, str]) -> list[str]:
    """Imports of a neighbour by its bare name, which work only while Streamlit has bent the path."""
    neighbours = {name.split(".")[1] for name in modules if name.startswith("dashboard.")} - {"__main__"}
    return [
        f"{name} imports {target}"
        for name, targets in wiring(modules).items()
        for target in sorted(targets)
        if target.split(".")[0] in neighbours
    ]


def app_faults(text: str) -> list[str]:
    """What the entry takes from Streamlit other than the App and the path below which it is served."""
    taken = set(re.findall(r"\bst\.(\w+)", text))
    for names in re.findall(r"^from streamlit import (.+)$", text, re.M):
        taken |= {name.strip() for name in names.split(",")}
    return sorted(taken - {"App", "get_option"})


def caches_of_streamlits(modules: Mapping[str, str]) -> list[str]:
    """Modules that cache by Streamlit, which only its own runs could use; ours serve other routes as well."""
    return [name for name, text in modules.items() if re.search(r"st\.cache_\w+", text)]


def lines_with(texts: Mapping[str, str], pattern: str) -> list[str]:
    """Lines where a row's text could become markup or code."""
    return [
        f"{name}:{number}: {line.strip()}"
        for name, text in texts.items()
        for number, line in enumerate(text.splitlines(), 1)
        if re.search(pattern, line)
    ]


def too_long(texts: Mapping[str, str]) -> list[str]:
    """Files that are longer than anybody reads."""
    return [f"{name}: {len(text.splitlines())} lines" for name, text in texts.items() if text.count("\n") >= LONGEST]


MODULES = modules_of(ROOT)


def test_both_packages_are_read() -> None:
    assert {name.split(".")[0] for name in MODULES} == set(PACKAGES)


def test_every_module_has_a_floor() -> None:
    assert homeless(MODULES) == []


def test_imports_lead_down_and_no_room_knows_what_it_should_not() -> None:
    assert floor_faults(MODULES) == []


def test_no_circle_of_imports_lazy_ones_counted() -> None:
    assert circles(MODULES) == []


def test_no_module_is_named_like_a_standard_one_or_utils() -> None:
    assert bad_names(MODULES) == []


def test_nobody_imports_a_neighbour_by_its_bare_name() -> None:
    assert bare_imports(MODULES) == []


def test_the_entry_only_makes_the_app() -> None:
    assert app_faults(MODULES["dashboard.app"]) == []


def test_only_the_page_caches() -> None:
    assert caches_of_streamlits(MODULES) == []


def test_modules_are_short_enough_to_read() -> None:
    assert too_long(MODULES) == []


def test_no_text_becomes_markup_or_code() -> None:
    assert lines_with(MODULES, MARKUP_SINKS_PY) == []


# The twins: each guard is shown a planted fault and must bite.

FLAWLESS = {
    "geodata": "from geodata.atlas import load",
    "geodata.errors": "",
    "geodata.atlas": "from geodata.errors import Problem",
    "dashboard": "",
    "dashboard.state": "import datetime",
    "dashboard.map": "",
    "dashboard.map.frame": "import folium\nfrom dashboard.state import ViewState",
    "dashboard.page": "import streamlit as st\nfrom dashboard.map import frame",
}


def with_fault(name: str, text: str) -> dict[str, str]:
    return {**FLAWLESS, name: text}


def test_guards_let_a_flawless_house_pass() -> None:
    for guard in (homeless, floor_faults, circles, bad_names, bare_imports, caches_of_streamlits, too_long):
        assert guard(FLAWLESS) == [], guard.__name__


@pytest.mark.parametrize(
    ("name", "text"),
    [
        pytest.param("geodata.atlas", "import dashboard.state", id="geodata knows dashboard"),
        pytest.param("geodata.atlas", "def f():\n    import streamlit", id="streamlit in geodata, lazily"),
        pytest.param("geodata.atlas", "import folium.plugins", id="folium in geodata"),
        pytest.param("dashboard.state", "from streamlit import query_params", id="streamlit in the state"),
        pytest.param("dashboard.map.frame", "import streamlit", id="streamlit in the map"),
        pytest.param("dashboard.page", "from folium import Map", id="folium in the page"),
        pytest.param("dashboard.page", "import streamlit_folium", id="st_folium in the page"),
        pytest.param("geodata.errors", "from geodata.atlas import load", id="words know choosing"),
        pytest.param("dashboard.state", "def f():\n    from .map import frame", id="relative, lazy and upward"),
        pytest.param("dashboard.map", "import importlib\nimportlib.import_module('dashboard.page')", id="by name"),
    ],
)
def test_floor_guard_bites(name: str, text: str) -> None:
    assert [fault for fault in floor_faults(with_fault(name, text)) if fault.startswith(f"{name} imports")]


def test_circle_guard_bites_through_a_lazy_import() -> None:
    house = with_fault("geodata.errors", "def f():\n    from geodata.atlas import load")
    assert circles(house) == ["geodata.atlas", "geodata.errors"]


def test_floor_list_guard_bites_on_an_unplaced_module() -> None:
    assert homeless(with_fault("geodata.extra", "")) == ["geodata.extra"]


@pytest.mark.parametrize("name", ["dashboard.select", "dashboard.panels.html", "geodata.utils", "dashboard.calendar"])
def test_name_guard_bites(name: str) -> None:
    assert bad_names(with_fault(name, "")) == [name]


def test_bare_name_guard_bites() -> None:
    assert bare_imports(with_fault("dashboard.page", "from state import ViewState")) == [
        "dashboard.page imports state.ViewState"
    ]


def test_entry_guard_bites() -> None:
    assert app_faults('app = st.App("page.py")\nst.title("Hello")') == ["title"]
    assert app_faults("from streamlit import App, write") == ["write"]


def test_cache_guard_bites() -> None:
    house = with_fault("dashboard.map.frame", "@st.cache_data\ndef rows(): ...")
    assert caches_of_streamlits(house) == ["dashboard.map.frame"]


def test_length_guard_bites() -> None:
    assert too_long({"long": "x\n" * LONGEST}) == [f"long: {LONGEST} lines"]


@pytest.mark.parametrize(
    "line",
    [
        "st.markdown(text, unsafe_allow_html=True)",
        "folium.Popup(row['name'])",
        "folium.GeoJsonTooltip(fields)",
        "eval(text)",
    ],
)
def test_markup_guard_bites_in_python(line: str) -> None:
    assert lines_with({"x": line}, MARKUP_SINKS_PY) == [f"x:1: {line}"]
