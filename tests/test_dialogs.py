"""What the dialogs count and link: the same as the totals, on the clocks of the view."""

import re
from datetime import date

from dashboard.assets import bundles
from dashboard.export import View, rows_in_view
from dashboard.panels.dialogs import RULES, disputed_links, embed_lines, facts_of
from dashboard.text.i18n import words_of
from geodata import Atlas

EN = words_of("en")
DAY = date(2026, 1, 15)


def view_of(atlas: Atlas, known: date | None, *nations: str) -> View:
    world = atlas.at(DAY, known).where(nations=nations)
    return View(world, rows_in_view(world, EN), [], EN)


def test_the_facts_say_what_known_by_leaves_out(atlas: Atlas) -> None:
    now = facts_of(view_of(atlas, None), date(2026, 3, 19))
    then = facts_of(view_of(atlas, DAY), date(2026, 3, 19))
    assert (now["later"], now["known"], now["day"]) == ("0", "everything known", "19 March 2026")
    later = [name for name in atlas.claims if atlas.known_from(name) > DAY]
    assert (then["later"], then["known"]) == (EN.number(len(later)), "15 January 2026")
    assert int(then["later"]) > int(then["undated"]) > 0
    assert now["claims"] == EN.number(len(atlas.claims))
    assert now["release"] == then["release"] == atlas.release


def test_each_rule_has_a_picture_beside_it() -> None:
    sheet = bundles()["page.css"].body.decode()
    drawn = set(re.findall(r"\.st-key-rule_(\w+):?:before\s*\{\s*mask-image:", sheet))
    assert drawn == set(RULES), "without a mask of its own a rule shows a block of colour"


def test_each_disputed_subject_of_the_view_is_a_link_that_selects_it(atlas: Atlas) -> None:
    view = view_of(atlas, None)
    names = view.world.totals().disputed
    links = disputed_links(view, lambda sel: f"?sel={sel}")
    assert [link["href"] for link in links] == [f"?sel={name}" for name in names]
    assert all(atlas.subjects[name].label in link["text"] for name, link in zip(names, links, strict=True))
    assert disputed_links(view_of(atlas, None, "POL"), str) == []


def test_the_lines_that_frame_a_view_name_it_and_nothing_of_it_is_markup() -> None:
    lines = embed_lines(EN, 'https://example.org/map/embed/?nations=FRA&q="><script>')
    frame = lines.partition("\n")[0]
    assert 'src="https://example.org/map/embed/?nations=FRA&amp;q=&quot;&gt;&lt;script&gt;"' in frame
    assert 'title="Arctic Endurance Map"' in frame
    assert lines.count("<script>") == 1
