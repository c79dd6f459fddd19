"""What a file says of itself: title, clocks, filter, address, release, licence, and how its total is found."""

from dashboard.export.table import LICENCE
from dashboard.view.rows import View


def about(view: View) -> list[tuple[str, str]]:
    """List what a file says of itself, each with its key, in the order in which people read it.

    Parameters
    ----------
    view : View
        Rows, clocks and filter.
    """
    world, words = view.world, view.words
    programme = view.totals.programme
    people = view.totals.people
    total = words.say(
        "files.total",
        programme=words.say(f"programme.{programme}") if programme else words.say("files.total.none"),
        low=str(people.low),
        high=str(people.high),
    )
    own_claims = world.atlas.own
    own_facts = (
        [("own", words.say("files.own", ids=", ".join(own_claims), release=world.atlas.published))]
        if own_claims
        else []
    )
    return [
        ("title", words.say("title")),
        ("as_of", world.as_of.isoformat()),
        ("known_by", world.known_by.isoformat() if world.known_by else words.say("known.all")),
        ("filter", view.filter_text),
        ("query", view.query),
        ("release", world.atlas.release),
        *own_facts,
        ("licence", LICENCE),
        ("credit", words.say("files.credit")),
        ("total", total),
        ("cite", words.say("files.cite")),
    ]
