"""What an analysis lays over the map: the area of a filter, what changed since another day, a reader's own claims."""

from collections import Counter

from dashboard.payloads.contract import AreaMark, ChangeMarks, Marks, YoursMark
from dashboard.text.more import area_name
from dashboard.view.differences import Difference, difference_of
from dashboard.view.view import ViewModel, in_view, resolve_view
from dashboard.view.yours import WithYours
from geodata.areas import INSIDE, MAYBE, UNWEIGHED, area_of, outline
from geodata.compare import KINDS

DRAWING = ("title", "help", "box", "polygon", "circle", "set", "undo", "done", "leave", "keys", "km")
"""The words of the tools that draw an area, sent while one draws."""
SHOWN = ("certain", "maybe", "remove", "again", "changes.off", "changes.list", "published", "yours")


def changes_of(view_model: ViewModel) -> Difference | None:
    """Work out what changed since the other day where the map is asked to show it.

    Parameters
    ----------
    view_model : ViewModel
        The choice and what follows from it.
    """
    choice = view_model.choice
    return difference_of(view_model) if choice.analysis.badges and not (choice.in_story or choice.analysing) else None


def marks_of(view_model: ViewModel, changes: Difference | None, yours: WithYours | None) -> Marks | None:
    """Collect what is laid over the map; None where there is nothing, which is the map at rest.

    Parameters
    ----------
    view_model : ViewModel
        The choice and what follows from it.
    changes : Difference or None
        What changed since the other day, where that is shown.
    yours : WithYours or None
        The view with claims of the reader's own, where there are any.
    """
    choice, words = view_model.choice, view_model.words
    if choice.in_story or choice.analysing:
        return None
    area, drawn = choice.more.area, choice.analysis.draw
    if not (area or drawn or changes or yours):
        return None
    tools = [f"draw.help.{drawn}" if name == "help" else f"draw.{name}" for name in DRAWING if drawn]
    return {
        "area": area_mark(view_model) if area else None,
        "draw": drawn,
        "changes": change_marks(changes) if changes else None,
        "yours": yours_marks(yours.difference) if yours else {},
        "words": {name: words.say(f"area.{name}") for name in (*SHOWN, *tools)},
    }


def area_mark(view_model: ViewModel) -> AreaMark:
    """Give the area of the filter: its lines for drawing, its name, and how many entries lie in it."""
    more, words, atlas = view_model.choice.more, view_model.words, view_model.world.atlas
    lines = outline(area_of(more.area, atlas.places), coarse=True)
    return {
        "text": more.area,
        "lines": [[(round(float(lon), 3), round(float(lat), 3)) for lon, lat in line] for line in lines],
        "name": words.sentence_case(area_name(atlas, words, more.area)),
        "summary": area_summary(view_model),
        "maybe": more.maybe,
    }


def area_summary(view_model: ViewModel) -> str:
    """Say how many entries lie in the area for certain, may lie in it, and say nothing that could be weighed."""
    words = view_model.words
    counts = lying(view_model)
    groups = [(INSIDE, counts[INSIDE]), (MAYBE, counts[MAYBE]), (UNWEIGHED, counts[UNWEIGHED])]
    return " · ".join(words.say(f"area.count.{name}", n=words.number(n)) for name, n in groups if n or name == INSIDE)


def lying(view_model: ViewModel) -> Counter[str]:
    """Count how the entries that pass all other filters lie to the area."""
    more = view_model.choice.more
    other = resolve_view(view_model.choice.but(more=more.but(area="", maybe=False)), view_model.words)
    return Counter(in_view(other).lies(more.area).values())


def change_marks(found: Difference) -> ChangeMarks:
    """Give what changed since the other day, for badges at the symbols."""
    words = found.after.words
    counts = Counter(row.kind for row in found.rows)
    return {
        "title": changes_title(found),
        "kinds": [(kind, words.say(f"analyse.changed.{kind}"), counts[kind]) for kind in KINDS if counts[kind]],
        "entries": {row.subject: {"kind": row.kind, "text": f"{row.before} → {row.after}"} for row in found.rows},
    }


def changes_title(found: Difference) -> str:
    """Name the other day, and what was known on it where that is less than now."""
    words, before, after = found.after.words, found.before.state, found.after.state
    day = words.day(before.as_of)
    if before.known_by is None or before.known_by == after.known_by:
        return words.say("area.changes.title", day=day)
    return words.say("area.changes.title.known", day=day, known=words.day(before.known_by))


def changes_text(found: Difference) -> str:
    """Say what the badges show, for who does not see them."""
    words = found.after.words
    rows = (
        f"{row.name} ({words.say(f'analyse.changed.{row.kind}')}): {row.before} → {row.after}" for row in found.rows
    )
    return f"{changes_title(found)}: {'; '.join(rows) or words.say('analyse.changed.none')}."


def yours_marks(found: Difference) -> dict[str, YoursMark]:
    """Give what is told otherwise with claims of the reader's own."""
    return {row.subject: {"published": row.before, "yours": row.after} for row in found.rows}
