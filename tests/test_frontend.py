"""The browser side, held like the Python side: which module may import which, and what none may do."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import Any

import pytest

from dashboard.assets import FRONTEND, bundle, bundled_from, frontend_sources, hash_of_sources
from dashboard.payloads.plain_json import EVER_ISO
from tests import frontend, projection_cases
from tests.test_rooms import LONGEST, lines_with, too_long

BUNDLES = (
    *("map.js", "page.js", "start.js", "site.js", "site-frame.js", "early.js", "notes.js", "stage.js"),
    *("analysis.js", "locator.js", "own-saves.js", "tabs.js"),
)
SHEETS = ("map.css", "page.css", "notes.css", "site.css", "room.css")
# Lower layers first. A module may import from its own folder and from those below it.
MAP_LAYERS = ("lib", "data", "view", "map", "card", "timeline", "story", "phone", "analysis", "app")
PAGE_LAYERS = ("lib", "notes", "page", "publish", "app")
ALONE = "start"  # stands in the start page itself and knows no module of another folder
# The one name that each bundle leaves behind, and the module that sets it.
GLOBALS = {"app/main-map.js": "arctic", "app/main-page.js": "ArcticPage", "start/start.js": "ArcticStart"}
# A published page leaves the same name as the live one; its map's frame has no Streamlit but ours.
GLOBALS |= {"app/main-site.js": "ArcticPage", "app/site-frame.js": "Streamlit", "start/early.js": "ArcticStart"}
# No text becomes markup or code: what would let a row's text become markup or code.
MARKUP_SINKS = (
    r"\.(innerHTML|outerHTML|srcdoc)\b|insertAdjacentHTML|document\.write|createContextualFragment|DOMParser"
    r"|\beval\(|new Function\(|\bbind(Popup|Tooltip)\(|L\.divIcon\("
)

MODULES = frontend_sources(".js")
STYLES = frontend_sources(".css")


def imports_of(name: str, text: str) -> Iterator[str]:
    """Every module that a module imports, by its path in the folder; for types only and lazily as well."""
    for target in re.findall(r'(?:^(?:import|export)\b[^;"=]*|\bimport\(\s*)"([^"]+)"', text, re.M):
        yield normpath(join(dirname(name), target)) if target.startswith(".") else target


def layer_faults(modules: Mapping[str, str]) -> list[str]:
    """Imports that go up a layer, across from the map to the page, or to what is none of ours."""
    faults = []
    for name, text in modules.items():
        folder = dirname(name)
        for target in imports_of(name, text):
            below = dirname(target)
            ways = [layers for layers in (MAP_LAYERS, PAGE_LAYERS) if folder in layers]
            alone = folder == below == ALONE
            allowed = alone or any(below in layers and layers.index(below) <= layers.index(folder) for layers in ways)
            if target not in modules or not allowed:
                faults.append(f"{name} imports {target}")
    return faults


def homeless(modules: Mapping[str, str]) -> list[str]:
    """Modules outside the folders that have a layer."""
    return [name for name in modules if dirname(name) not in {*MAP_LAYERS, *PAGE_LAYERS, ALONE}]


def circles(modules: Mapping[str, str]) -> list[str]:
    """Modules from which a walk along imports leads back to where it began."""
    graph = {name: set(imports_of(name, text)) & set(modules) for name, text in modules.items()}

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


def exports_for_nobody(modules: Mapping[str, str], tests: Iterable[str] = ()) -> list[str]:
    """Names that a module exports and no other module and no unit test takes."""
    texts = [*modules.values(), *tests]
    taken = {
        name.split(" as ")[0].strip()
        for text in texts
        for names in re.findall(r"^import\s*\{([^}]*)\}", text, re.M)
        for name in names.split(",")
    }
    given = ((name, found) for name, text in modules.items() for found in re.findall(r"^export \w+ (\w+)", text, re.M))
    return [f"{name} exports {found}" for name, found in given if found not in taken]


def globals_set(modules: Mapping[str, str]) -> dict[str, set[str]]:
    """Names that a module hangs on the window, by module."""
    found = {
        name: set(re.findall(r"\b(?:window|globalThis|self)\.(\w+) = ", text))
        | set(re.findall(r"Object\.assign\((window|globalThis|self)\b", text))
        for name, text in modules.items()
    }
    return {name: names for name, names in found.items() if names}


def writers_of_others(modules: Mapping[str, str]) -> list[str]:
    """Modules that write fields of the shared context which `Frame.Written` (context.d.ts) does not give to them."""
    faults: list[str] = []
    for name, text in modules.items():
        faults += [
            f"{name} writes for {owner}" for owner in re.findall(r'Frame\.Written\["([^"]+)"\]', text) if owner != name
        ]
        faults += [f"{name}: {found}" for found in re.findall(r"Object\.assign\(ctx,|\{any\} \*/ \(ctx\)", text)]
    return faults


def test_each_field_of_the_context_is_written_by_one_module() -> None:
    assert writers_of_others(MODULES) == []
    declared = re.findall(r'^    "([^"]+)": ', (FRONTEND / "context.d.ts").read_text(encoding="utf-8"), re.M)
    assert sorted(declared) == sorted(name for name, text in MODULES.items() if "Frame.Written[" in text)
    assert len(declared) == len(set(declared))


def test_every_module_has_a_layer_and_every_layer_a_module() -> None:
    assert homeless(MODULES) == []
    assert {dirname(name) for name in MODULES} == {*MAP_LAYERS, *PAGE_LAYERS, ALONE}


def test_imports_lead_down() -> None:
    assert layer_faults(MODULES) == []


def test_no_circle_of_imports() -> None:
    assert circles(MODULES) == []


def test_each_bundle_leaves_one_name_behind() -> None:
    assert globals_set(MODULES) == {name: {left} for name, left in GLOBALS.items()}


def test_what_is_exported_is_taken_by_somebody() -> None:
    tests = [path.read_text(encoding="utf-8") for path in (FRONTEND / "tests").glob("*.js")]
    assert exports_for_nobody(MODULES, tests) == []


def test_modules_are_short_enough_to_read() -> None:
    assert too_long(MODULES) == []


def test_no_text_becomes_markup_or_code() -> None:
    assert lines_with(MODULES, MARKUP_SINKS) == []


@pytest.mark.parametrize("name", BUNDLES)
def test_the_bundles_are_made_of_the_modules_that_are_there(name: str) -> None:
    assert bundled_from(name) == hash_of_sources(MODULES), "dashboard/frontend has changed: run `make js`"
    assert bundle(name)
    assert b"make js" not in bundle(name)


@pytest.mark.parametrize("name", SHEETS)
def test_the_style_sheets_are_made_of_those_that_are_there(name: str) -> None:
    assert bundled_from(name) == hash_of_sources(STYLES), "dashboard/frontend/styles has changed: run `make js`"
    assert b"make js" not in bundle(name)
    assert b"/*" not in bundle(name)
    assert b"@import" not in bundle(name)


def test_every_style_sheet_is_in_one_that_is_sent() -> None:
    taken = {f"styles/{name}" for name in SHEETS}
    for name in SHEETS:
        taken |= {
            normpath(join("styles", target)) for target in re.findall(r'@import "([^"]+)"', STYLES[f"styles/{name}"])
        }
    assert taken == set(STYLES)


def test_a_bundle_is_stale_as_soon_as_a_module_changes() -> None:
    name = next(iter(MODULES))
    assert hash_of_sources({**MODULES, name: MODULES[name] + "\n"}) != hash_of_sources(MODULES)
    assert hash_of_sources({**MODULES, "lib/new.js": ""}) != hash_of_sources(MODULES)


def test_what_builds_the_bundles_is_locked_and_names_no_registry() -> None:
    lock = (FRONTEND / "package-lock.json").read_text(encoding="utf-8")
    packages = json.loads(lock)["packages"]
    assert all("integrity" in found for name, found in packages.items() if name)
    assert "://" not in re.sub(r'"(funding|url)": "[^"]*"', "", lock)


def test_everything_known_is_the_same_day_on_both_sides() -> None:
    assert f'export const EVER = "{EVER_ISO}";' in MODULES["lib/days.js"]
    assert [name for name, text in MODULES.items() if EVER_ISO in text] == ["lib/days.js"]


def test_lint_finds_nothing() -> None:
    assert frontend.lint() == ""


def test_the_types_of_all_modules_are_right() -> None:
    assert frontend.types() == ""


def relaxed(rules: Mapping[str, Any], types: Mapping[str, Any]) -> list[str]:
    """Where a module or a rule is let off: exceptions of the lint, and what the types do not check."""
    off = [name for name, value in rules.get("rules", {}).items() if "max-lines" in name and value == "off"]
    options = types["compilerOptions"]
    loose = [name for name in ("strict", "checkJs") if options.get(name) is not True]
    loose += [name for name, value in options.items() if name.startswith(("noImplicit", "strict")) and value is False]
    return ["overrides"] * bool(rules.get("overrides")) + off + loose


def test_no_module_is_let_off_a_rule() -> None:
    assert relaxed(rules_of(".oxlintrc.json"), rules_of("deno.json")) == []
    assert not [
        name for name, text in MODULES.items() if re.search(r"@ts-|(oxlint|eslint|deno)-(disable|lint-ignore)", text)
    ]


def rules_of(name: str) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((FRONTEND / name).read_text(encoding="utf-8"))
    return read


def test_the_figures_that_the_unit_tests_compare_with_are_those_of_pyproj() -> None:
    assert projection_cases.TARGET.read_text(encoding="utf-8") == projection_cases.written()


def test_unit_tests_of_the_browser_side_pass() -> None:
    assert frontend.unit_tests() == ""


# The twins: each guard is shown a planted fault and must bite.

FLAWLESS = {
    "lib/dom.js": "export const el = 1;",
    "data/lookup.js": 'import { el } from "../lib/dom.js";\nexport const at = el;',
    "map/markers.js": 'import { at } from "../data/lookup.js";\nimport { row } from "./rowlist.js";',
    "map/rowlist.js": "export const row = 1;",
    "page/table.js": 'import { el } from "../lib/dom.js";',
    "app/main-map.js": "window.arctic = arctic;",
    "start/start.js": 'import { keys } from "./keys.js";',
    "start/keys.js": "export const keys = 1;",
}


def with_fault(name: str, text: str) -> dict[str, str]:
    return {**FLAWLESS, name: text}


def test_guards_let_flawless_modules_pass() -> None:
    for guard in (homeless, layer_faults, circles, exports_for_nobody):
        assert guard(FLAWLESS) == [], guard.__name__
    assert globals_set(FLAWLESS) == {"app/main-map.js": {"arctic"}}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        pytest.param("lib/dom.js", 'import { at } from "../data/lookup.js";', id="lib knows data"),
        pytest.param("map/rowlist.js", 'export * from "../app/main-map.js";', id="up, by an export"),
        pytest.param("page/table.js", 'import { row } from "../map/rowlist.js";', id="the page knows the map"),
        pytest.param("map/rowlist.js", 'import { el } from "../page/table.js";', id="the map knows the page"),
        pytest.param("start/start.js", 'import { el } from "../lib/dom.js";', id="the start page knows a module"),
        pytest.param("map/rowlist.js", 'const later = () => import("../app/main-map.js");', id="up, lazily"),
        pytest.param("lib/dom.js", 'import d3 from "d3";', id="a package"),
        pytest.param("lib/dom.js", 'import\n  { el }\nfrom "./gone.js";', id="nothing there"),
    ],
)
def test_layer_guard_bites(name: str, text: str) -> None:
    assert [fault.split()[0] for fault in layer_faults(with_fault(name, text))] == [name]


def test_circle_guard_bites() -> None:
    modules = with_fault("map/rowlist.js", 'import { pin } from "./markers.js";')
    assert circles(modules) == ["map/markers.js", "map/rowlist.js"]


def test_an_export_for_nobody_is_found() -> None:
    modules = with_fault("page/table.js", "export let rows = 1;")
    assert exports_for_nobody(modules) == ["page/table.js exports rows"]
    assert exports_for_nobody(modules, ['import { rows as table } from "../page/table.js";']) == []


def test_a_module_without_a_layer_is_found() -> None:
    assert homeless(with_fault("utils/all.js", "")) == ["utils/all.js"]


@pytest.mark.parametrize(
    "line",
    [
        'const own = /** @type {Frame.Written["view/state.js"]} */ (ctx);',
        "Object.assign(ctx, { day });",
        "/** @type {any} */ (ctx).day = day;",
    ],
)
def test_a_second_writer_of_the_context_is_found(line: str) -> None:
    assert (
        writers_of_others({"view/state.js": 'const own = /** @type {Frame.Written["view/state.js"]} */ (ctx);'}) == []
    )
    assert len(writers_of_others({"map/legend.js": line})) == 1


@pytest.mark.parametrize("line", ["window.Arctic = {};", "globalThis.state = 1;", "Object.assign(window, { x });"])
def test_global_guard_bites(line: str) -> None:
    assert "lib/dom.js" in globals_set(with_fault("lib/dom.js", line))


def test_length_guard_bites() -> None:
    assert too_long({"lib/long.js": "x\n" * LONGEST}) == [f"lib/long.js: {LONGEST} lines"]


@pytest.mark.parametrize(
    "line",
    [
        "node.innerHTML = row.name;",
        "node.insertAdjacentHTML('beforeend', text);",
        "new Function(text)();",
        "layer.bindTooltip(row.name);",
    ],
)
def test_markup_guard_bites_in_javascript(line: str) -> None:
    assert lines_with({"x": line}, MARKUP_SINKS) == [f"x:1: {line}"]


# What the types refuse, by the name of a file: its text, and what is said of it.
PLANTED = {
    "a-name": ("export const f = () => missing(1);", "Cannot find name 'missing'"),
    "a-member": ("export const f = () => el.nothing;", "Property 'nothing' does not exist"),
    "arguments": ('export const f = () => "a".slice(1, 2, 3);', "Expected 0-2 arguments"),
    "no-type": ("export const f = (a) => a;", "implicitly has an 'any' type"),
    "null": ('document.querySelector("p").remove();', "possibly 'null'"),
    "another-s-field": (
        "/** @param {Frame.Context} ctx */\nexport const f = (ctx) => (ctx.day = '');",
        "'day' because it is a read-only property",
    ),
    "sound": ("export const f = () => el;", ""),
}


def test_types_bite(tmp_path: Path) -> None:
    for name, (line, _) in PLANTED.items():
        known = f'import {{ el }} from "{(FRONTEND / "lib" / "dom.js").as_uri()}";'
        (tmp_path / f"{name}.js").write_text(f"{known}\n{line}\nel;\n", encoding="utf-8")
    said = frontend.types(*(str(tmp_path / f"{name}.js") for name in PLANTED)).split("[ERROR]")
    for name, (_, fault) in PLANTED.items():
        found = [text for text in said if f"/{name}.js:" in text]
        assert len(found) == bool(fault), name
        assert fault in "".join(found)


@pytest.mark.parametrize(
    ("rules", "options"),
    [
        pytest.param({"overrides": [{"files": ["map/labels.js"]}]}, {}, id="a module"),
        pytest.param({"rules": {"eslint/max-lines-per-function": "off"}}, {}, id="a rule"),
        pytest.param({}, {"strict": False}, id="not strict"),
        pytest.param({}, {"noImplicitAny": False}, id="no types of arguments"),
    ],
)
def test_a_relaxed_rule_is_found(rules: dict[str, Any], options: dict[str, Any]) -> None:
    assert relaxed(rules, {"compilerOptions": {"strict": True, "checkJs": True, **options}}) != []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        pytest.param("const a = 1;\n", "no-unused-vars", id="what nobody uses"),
        pytest.param("export const f = (a) => a == 1;\n", "eqeqeq", id="a loose comparison"),
        pytest.param(
            "export const f = () => {\n" + "  f();\n" * 61 + "};\n", "max-lines-per-function", id="a long function"
        ),
    ],
)
def test_lint_bites(tmp_path: Path, text: str, fault: str) -> None:
    path = tmp_path / "planted.js"
    path.write_text(text, encoding="utf-8")
    assert fault in frontend.lint(str(path))
