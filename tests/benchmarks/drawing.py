"""How fast maps are drawn and documents set on the server."""

from tests.benchmarks.library import seconds
from tests.benchmarks.measuring import Row, at_most


def measure() -> list[Row]:
    """Measure the first of each in this process, and the next ones of other views."""
    from dashboard.documents.content import Content
    from dashboard.documents.picture import picture
    from dashboard.documents.sheet import sheet
    from dashboard.drawing.svg_map import map_svg
    from tests.views import QUERIES, view_named

    views = [view_named(name) for name in QUERIES]
    drawn = iter(views)
    first = seconds(lambda: map_svg(next(drawn), 930, 800), 1)
    later = seconds(lambda: map_svg(next(drawn), 930, 800), len(views) - 1)
    contents = [Content(view) for view in views]
    sheets, pictures = iter(contents), iter(contents)
    return [
        at_most("drawing: the first map of an A4 sheet as SVG", [1000 * value for value in first], "ms", 500),
        at_most("drawing: a map of an A4 sheet as SVG", [1000 * value for value in later], "ms", 150),
        at_most("documents: the first sheet as PDF", seconds(lambda: sheet(next(sheets)), 1), "s", 3.0),
        at_most("documents: a sheet as PDF", seconds(lambda: sheet(next(sheets)), len(contents) - 1), "s", 1.0),
        at_most("documents: a picture as PNG", seconds(lambda: picture(next(pictures)), len(contents)), "s", 1.5),
    ]
