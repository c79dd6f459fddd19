"""Cards, lists and legend say the same words as the table about every subject: fifty pairs of clocks, both languages.

The frame is asked for each pair of clocks: it looks up the states and draws them. The rows are Python's; that the CSV
says the same, and what the table is sent, is tested without a browser in `tests/test_same_words.py`.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from dashboard.text.i18n import Words
from dashboard.view.rows import Row, View
from tests.browser.pages import PHONE, Visit
from tests.test_same_words import Clocks, pairs, view_on

# Every subject of the table with what its row says.
ROWS = """() => Object.fromEntries([...document.querySelectorAll('section.table > .rows tbody tr')].map(line => {
    const text = name => line.querySelector(name)?.innerText.trim() || '';
    const flags = [...line.querySelectorAll('.step .flag')].map(it => it.textContent);
    return [line.dataset.id, {country: text('.country'), what: text('.what button'), number: text('.number'),
        where: text('.where'), step_label: text('.step > span'), flags: flags.join(', ')}];
}))"""
# What the frame says on each pair of clocks: in cards, which are made beside the page and once for each state, in the
# symbols of the map, in its lists, one unfolded after the other, and in its legend; on a phone in its list.
SAID = """async ([pairs, lang, plant]) => {
    const { ctx, testing } = arctic;
    ctx.setWords(lang, await ctx.io.load(`words/${lang}`));
    const { words } = ctx;
    if (plant) ctx.words = (key, values) => (key.startsWith(plant) ? 'who knows' : words(key, values));
    ctx.claims = () => new Promise(() => {});
    const texts = (node, name) => [...node.querySelectorAll(name)].map(it => it.textContent.trim());
    const text = (node, name) => texts(node, name)[0] || '';
    const cards = new Map();
    const cardOf = id => {
        const key = ctx.table.indexAt(id, ctx.day, ctx.known);
        if (!cards.has(key)) {
            const { node } = testing.subjectView(ctx, id);
            cards.set(key, {country: text(node, '.p-nation'), what: text(node, '.p-h2'),
                status: text(node, '.p-stepword'), flags: texts(node, '.p-flag').join(', '),
                number: text(node, '.p-big-number') || text(node, '.p-missing'), all: node.textContent,
                where: text(node, '.p-where .p-termword') || text(node, '.p-where'), whole: ctx.wholes.has(id),
                faded: Boolean(node.querySelector('.p-faded')), over: testing.isOver(ctx.state(id).step)});
        }
        return cards.get(key);
    };
    const shown = name => [...document.querySelectorAll(name)].filter(it => it.checkVisibility());
    const itemOf = node => ({id: node.dataset.id, name: node.ariaLabel});
    const rowOf = node => ({id: node.dataset.id, who: text(node, '.p-li-name'), note: text(node, '.p-li-note'),
        number: text(node, '.p-li-right .p-hidden') || text(node, '.p-li-right')});
    const narrow = ctx.narrow();
    ctx.unfold('', true);
    Object.assign(ctx, {day: '2026-01-19', known: '9999-12-31'});
    ctx.redraw({view: true, day: true, words: true});
    const out = [];
    for (const [day, known] of pairs) {
        await ctx.table.ensure(known);
        Object.assign(ctx, {day, known});
        const ids = ctx.atlas.subjects.map(({id}) => id).filter(id => ctx.state(id));
        if (narrow) {
            ctx.redraw({view: true});
            out.push({ids, phone: shown('.p-list .p-li[data-id]').map(rowOf).filter(({id}) => !id.includes(':'))});
            continue;
        }
        ctx.unfold('legend', true);
        const legend = Object.fromEntries(shown('.legend-kinds .switch')
            .map(it => [it.dataset.kind, text(it, '.name')]));
        ctx.unfold('nuuk-list', true);
        const items = shown('.leaflet-map-pane .item[data-id], .nuuk-list.open .row').map(itemOf);
        ctx.unfold('unplaced-list', true);
        items.push(...shown('.unplaced-list.open .row').map(itemOf));
        out.push({ids, legend, items, cards: Object.fromEntries(ids.map(id => [id, cardOf(id)]))});
    }
    ctx.words = words;
    return out;
}"""


def unlike(row: Row, text: dict[str, str]) -> Iterator[str]:
    """List what says other words than the row."""
    return (f"{name} {word!r}, row {getattr(row, name)!r}" for name, word in text.items() if word != getattr(row, name))


def of_card(card: dict[str, Any], row: Row) -> Iterator[str]:
    """Compare a card; what is last known says when it was last reported, and what is over has no number.

    What several nations do as one is nobody's. Of a site that nobody is named for the card says so below.
    """
    text = {name: card[name] for name in ("what", "where", "flags")}
    if card["country"] or row.country not in card["all"]:
        text |= {} if card["whole"] else {"country": card["country"]}
    text |= {} if card["faded"] else {"step_label": card["status"]}
    text |= {} if card["over"] else {"number": card["number"]}
    yield from unlike(row, text)


def of_item(item: dict[str, Any], card: dict[str, Any], row: Row, words: Words) -> Iterator[str]:
    """Compare what a screen reader says of a symbol or of a line of a list: it holds all words of the row."""
    name = item["name"].casefold()
    parts = [row.what, row.kind, row.step_label, *row.flags.split(", ")]
    parts += [] if card["whole"] or not card["country"] else [row.country]
    late = words.say("map.last_reported", day="").strip().casefold()
    for part in parts:
        if part.casefold() not in name and not (part == words.say("flag.last_known") and late in name):
            yield f"name {item['name']!r} without {part!r}"
    if row.where == words.say("table.somewhere") and row.where.casefold() not in name:
        yield f"name {item['name']!r} without {row.where!r}"


def of_line(line: dict[str, str], row: Row, words: Words, kind: str) -> Iterator[str]:
    """Compare a line of a phone's list: what is in place or open says it by its look."""
    text = {"number": line["number"]} if line["number"] else {}
    yield from unlike(row, text)
    flags = [flag for flag in row.flags.split(", ") if flag != words.say("flag.last_known")]
    quiet = words.say("flag.last_known") in row.flags or row.step_label in (
        words.say("step.in_place"),
        words.say("step.open"),
    )
    for part in [*flags, *([] if quiet else [row.step_label]), *([row.where] if kind == "contingent" else [])]:
        # Several places stand with their numbers between them.
        if part not in line["note"] and " · " not in line["note"]:
            yield f"line {line['note']!r} without {part!r}"


def faults(view: View, text: dict[str, Any]) -> Iterator[str]:
    """List all that the frame says otherwise than the table on a pair of clocks."""
    words, rows = view.words, {row.id: row for row in view.rows}
    if {*rows} != {*text["ids"]}:
        yield f"subjects { ({*rows} ^ {*text['ids']}) }"
    for kind, name in text.get("legend", {}).items():
        if kind != "ring" and name.casefold() not in {words.say(f"{one}.{kind}").casefold() for one in ("one", "kind")}:
            yield f"legend: {name!r}, table {words.say(f'one.{kind}')!r}"
    for name, card in text.get("cards", {}).items():
        yield from (f"card of {name}: {fault}" for fault in of_card(card, rows[name]))
    for item in text.get("items", ()):
        name = item["id"]
        yield from (f"item {name}: {fault}" for fault in of_item(item, text["cards"][name], rows[name], words))
    for line in text.get("phone", ()):
        row = rows[line["id"]]
        yield from (f"phone {row.id}: {f}" for f in of_line(line, row, words, view.world.subject(row.id).kind))


def compared(visit: Visit, clocks: Sequence[Clocks], lang: str, plant: str = "") -> list[str]:
    """Ask the frame on pairs of clocks; list what it says otherwise than the table."""
    days = [(as_of.isoformat(), known.isoformat() if known else "9999-12-31") for as_of, known in clocks]
    answers = visit.frame().evaluate(SAID, [days, lang, plant])
    found = zip(clocks, answers, strict=True)
    return [
        f"{day} {known}: {fault}" for (day, known), text in found for fault in faults(view_on((day, known), lang), text)
    ]


def test_cards_lists_and_legend_say_the_words_of_the_table_about_every_subject(fresh: Visit) -> None:
    fresh.open()
    fresh.settle()
    drawn = fresh.page.evaluate(ROWS)
    rows = {row.id: row for row in view_on(pairs()[0], "en").rows}
    assert {name: [*unlike(rows[name], text)] for name, text in drawn.items()} == {name: [] for name in rows}
    for lang in ("en", "da"):
        assert compared(fresh, pairs(), lang) == []
    assert any("who knows" in fault for fault in compared(fresh, pairs()[:3], "en", "map.step"))
    fresh.page.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
    fresh.wait_until("() => document.body.classList.contains('narrow')")
    for lang in ("en", "da"):
        assert compared(fresh, pairs(), lang) == []
