"""Writes the shapes of what travels for the browser side: `python -m tests.payload_types`; a test keeps them so."""

import types
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Union, get_args, get_origin, get_type_hints, is_typeddict

from dashboard.assets import FRONTEND
from dashboard.payloads.contract import TRAVELS
from dashboard.text.summary import Situation, SituationRow

TARGET = FRONTEND / "payloads.d.ts"
SHAPES: tuple[Any, ...] = (SituationRow, Situation, *TRAVELS)
SCALARS = {str: "string", int: "number", float: "number", bool: "boolean", type(None): "null", Any: "any"}
HEAD = """\
// Written by `python -m tests.payload_types` from dashboard/payloads/contract.py. Do not edit.

/** The shapes of what the server sends. */
declare namespace Payload {
"""


def typescript(hint: Any) -> str:
    """Write a Python type as TypeScript."""
    if hint in SCALARS:
        return SCALARS[hint]
    if is_typeddict(hint):
        return str(hint.__name__)
    origin, args = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return " | ".join(typescript(arg) for arg in args)
    if origin is list:
        inner = typescript(args[0])
        return f"({inner})[]" if " " in inner and not inner.startswith("[") else f"{inner}[]"
    if origin is tuple:
        return "[" + ", ".join(typescript(arg) for arg in args) + "]"
    if origin is dict:
        return f"Record<string, {typescript(args[1])}>"
    raise TypeError(f"no TypeScript for {hint!r}")


def written() -> str:
    """Write the whole file."""
    parts = [HEAD]
    for shape in SHAPES:
        (first, *_) = (shape.__doc__ or "").splitlines() or [""]
        if first and not first.startswith("dict("):
            parts.append(f"  /** {first} */\n")
        parts.append(f"  interface {shape.__name__} {{\n")
        hints = get_type_hints(shape).items()
        parts += [f"    {name}{'?' * (name in shape.__optional_keys__)}: {typescript(hint)};\n" for name, hint in hints]
        parts.append("  }\n\n")
    return "".join(parts).rstrip() + "\n}\n"


def faults(value: Any, hint: Any, at: str = "") -> Iterator[str]:
    """Say where a value is not of a type."""
    args = get_args(hint)
    if not fits(value, hint):
        yield f"{at}: {value!r} is no {getattr(hint, '__name__', hint)}"
    elif is_typeddict(hint):
        for name, inner in get_type_hints(hint).items():
            if name in value:
                yield from faults(value[name], inner, f"{at}.{name}")
    elif get_origin(hint) is list:
        for place, item in enumerate(value):
            yield from faults(item, args[0], f"{at}[{place}]")
    elif get_origin(hint) is tuple:
        for place, (item, inner) in enumerate(zip(value, args, strict=True)):
            yield from faults(item, inner, f"{at}[{place}]")
    elif get_origin(hint) is dict:
        for name, item in value.items():
            yield from faults(item, args[1], f"{at}[{name!r}]")


def fits(value: Any, hint: Any) -> bool:
    """Whether a value is of a type; of what it holds only whether it is all there."""
    origin, args = get_origin(hint), get_args(hint)
    if is_typeddict(hint):
        return isinstance(value, dict) and hint.__required_keys__ <= set(value) <= set(get_type_hints(hint))
    if origin in (Union, types.UnionType):
        return any(not list(faults(value, arg)) for arg in args)
    if origin is tuple:
        return isinstance(value, (list, tuple)) and len(value) == len(args)
    if origin in (list, dict):
        return isinstance(value, origin)
    return hint is Any or type(value) is hint or (hint is float and type(value) is int)


def main(target: Path = TARGET) -> None:
    """Write the file anew."""
    target.write_text(written(), encoding="utf-8")


if __name__ == "__main__":
    main()
