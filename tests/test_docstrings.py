"""Docstrings hold what they promise: the parameters are those of the function, and what they point to is there."""

import ast
import importlib
import inspect
import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

import geodata
from tests.test_rooms import MODULES, nodes_of

Function = ast.FunctionDef | ast.AsyncFunctionDef
HEADING = r"^{}\n-+\n(.*?)(?=^\S[^\n]*\n-+\n|\Z)"
POINTED_TO = re.compile(r"`((?:geodata|dashboard)(?:\.\w+)+)")


def listed(docstring: str, heading: str) -> list[str] | None:
    """The names under a heading of a docstring; None where there is no such heading."""
    found = re.search(HEADING.format(heading), docstring, re.M | re.S)
    lines = re.findall(r"^(\S[^\n:]*?)(?: :.*)?$", found[1], re.M) if found else []
    return [name.strip().lstrip("*") for line in lines for name in line.split(",")] if found else None


def arguments(function: Function) -> list[str]:
    given = function.args
    every = [*given.posonlyargs, *given.args, *given.kwonlyargs, *filter(None, (given.vararg, given.kwarg))]
    return [one.arg for one in every if one.arg not in ("self", "cls")]


def signatures(text: str) -> Iterator[tuple[str, str, Function]]:
    """Each function and each class that is made with arguments: its name, its docstring, what takes the arguments."""
    for node in nodes_of(text):
        if isinstance(node, Function):
            yield node.name, ast.get_docstring(node) or "", node
        elif isinstance(node, ast.ClassDef):
            made = [one for one in node.body if isinstance(one, Function) and one.name == "__init__"]
            yield from ((node.name, ast.get_docstring(node) or "", one) for one in made)


def untrue(texts: Mapping[str, str]) -> list[str]:
    """Parameters that a docstring lists and its function does not have, or the other way round."""
    return [
        f"{module}.{name}: {', '.join(sorted(set(found) ^ set(arguments(function))))}"
        for module, text in texts.items()
        for name, docstring, function in signatures(text)
        if (found := listed(docstring, "Parameters")) is not None and set(found) != set(arguments(function))
    ]


def test_the_parameters_of_a_docstring_are_those_of_its_function() -> None:
    assert untrue(MODULES) == []


def untyped(texts: Mapping[str, str]) -> list[str]:
    """Lines of parameters, or of attributes, that say no type."""
    return [
        f"{module}.{node.name}: {line}"
        for module, text in texts.items()
        for node in nodes_of(text)
        if isinstance(node, Function | ast.ClassDef)
        for heading in ("Parameters", "Attributes")
        if (found := re.search(HEADING.format(heading), ast.get_docstring(node) or "", re.M | re.S))
        for line in re.findall(r"^\S.*$", found[1], re.M)
        if " : " not in line
    ]


def test_every_parameter_of_a_docstring_has_its_type() -> None:
    assert untyped(MODULES) == []
    text = "def say(day):\n    '''Say it.\n\nParameters\n----------\nday{}\n    The day.\n'''\n"
    assert untyped({"m": text.format(" : date")}) == []
    assert untyped({"m": text.format("")}) == ["m.say: day"]


@pytest.mark.parametrize(
    ("docstring", "faults"),
    [
        ("Parameters\n----------\nday : date\nword\n", []),
        ("Parameters\n----------\nday, word\n    Both.\n", []),
        ("Parameters\n----------\nday : date\n", ["m.say: word"]),
        ("Parameters\n----------\nday, word, clock\n", ["m.say: clock"]),
        ("Returns\n-------\nstr\n", []),
    ],
)
def test_the_guard_of_parameters_bites(docstring: str, faults: list[str]) -> None:
    text = f"def say(day, word):\n    '''Say it.\n\n{docstring}'''\n"
    assert untrue({"m": text}) == faults


def is_there(name: str) -> bool:
    """Whether a dotted name leads to a module or to something in one."""
    parts = name.split(".")
    for end in range(len(parts), 0, -1):
        try:
            found: Any = importlib.import_module(".".join(parts[:end]))
        except ModuleNotFoundError:
            continue
        for part in parts[end:]:
            found = getattr(found, part, None) or getattr(found, "__annotations__", {}).get(part)
        return found is not None
    return False


def test_what_a_docstring_points_to_is_there() -> None:
    assert is_there("geodata.atlas.World.where")
    assert not is_there("geodata.atlas.World.gone")
    named = {name for text in MODULES.values() for name in POINTED_TO.findall(text)}
    assert len(named) > 10
    assert [name for name in sorted(named) if not is_there(name)] == []


def test_what_the_library_offers_says_what_it_takes() -> None:
    offered = [getattr(geodata, name) for name in geodata.__all__]
    methods = [
        (f"{owner.__name__}.{name}", method)
        for owner in offered
        if inspect.isclass(owner)
        for name, method in inspect.getmembers(owner, inspect.isfunction)
        if not name.startswith("_")
    ]
    functions = [(one.__name__, one) for one in offered if inspect.isfunction(one)]
    silent = [
        name
        for name, one in [*methods, *functions]
        if len(inspect.signature(one).parameters) > (1 if "." in name else 0)
        and listed(inspect.getdoc(one) or "", "Parameters") is None
    ]
    assert len(methods) > 20
    assert silent == []
