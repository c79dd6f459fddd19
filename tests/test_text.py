"""The view told in words: right at none, one and many, and the same numbers as the totals on any pair of clocks."""

import re
from datetime import date, timedelta
from functools import reduce

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import geodata
from dashboard.state import KINDS, STEPS, ViewState
from dashboard.text import (
    DRILLDOWNS,
    Fragment,
    SentenceBuilder,
    Situation,
    drilldown_ids,
    rows_of,
    selected_name,
    sentence,
    situation,
    text_alternative,
)
from dashboard.text.i18n import Words, words_of
from dashboard.text.sentence import AHEAD
from geodata import Atlas
from geodata.model import PROGRAMMES, SITES

EN, DA = words_of("en"), words_of("da")
ATLAS = geodata.load()
OPENING = date(2026, 1, 17)
DAYS = st.one_of(
    st.integers(-30, 120).map(lambda n: OPENING + timedelta(n)),
    st.dates(date(1850, 1, 1), date(2030, 12, 31)),
)
KNOWN = st.one_of(st.none(), DAYS)
NATIONS = st.sets(st.sampled_from(sorted(ATLAS.actors)), max_size=3).map(lambda found: tuple(sorted(found)))
SUBSET = st.sets(st.sampled_from(KINDS), max_size=2).map(tuple)
STATES = st.builds(
    ViewState,
    as_of=DAYS,
    known_by=KNOWN,
    nations=NATIONS,
    kinds=SUBSET,
    steps=st.sets(st.sampled_from(STEPS), max_size=2).map(tuple),
    programmes=st.one_of(st.just(()), st.sets(st.sampled_from(PROGRAMMES), max_size=2).map(tuple)),
)


def builder(atlas: Atlas, state: ViewState, words: Words = EN) -> SentenceBuilder:
    world = atlas.at(state.as_of, state.known_by)
    world = world.where(state.nations, state.kinds, state.steps, programmes=state.programmes)
    return SentenceBuilder(world, state, words)


def sentence_of(state: ViewState, words: Words = EN) -> str:
    return "".join(fragment.text for fragment in sentence(builder(ATLAS, state, words)))


def view(
    day: str, known: str = "", nations: str = "", kinds: str = "", steps: str = "", programmes: str = ""
) -> ViewState:
    return ViewState(
        date.fromisoformat(day),
        date.fromisoformat(known) if known else None,
        tuple(nations.split()),
        tuple(kinds.split()),
        tuple(steps.split()),
        programmes=tuple(programmes.split()),
    )


TOLD = {
    view("2026-01-17"): (
        "On 17 January 2026, about 32 soldiers from three nations and an unknown number from Denmark, which sent "
        "most, were in Greenland for Arctic Endurance, as last reported on 15 and 16 January; five more soldiers "
        "had been sent. Three foreign consulates and offices were open in Nuuk; France and Canada had announced "
        "consulates."
    ),
    view("2026-01-19"): (
        "On 19 January 2026, about 217 soldiers from three nations and an unknown number from Iceland were in "
        "Greenland for Arctic Endurance; three more soldiers had been sent. Three foreign consulates and offices "
        "were open in Nuuk; France and Canada had announced consulates."
    ),
    view("2026-01-15", "2026-01-15"): (
        "On 15 January 2026, by what was known that day, about 17 soldiers from France and Sweden and an unknown "
        "number from Denmark were in Greenland for Arctic Endurance; one more soldier had been sent. Three "
        "foreign consulates and offices were open in Nuuk; France and Canada had announced consulates."
    ),
    view("1939-01-01"): "On 1 January 1939, no foreign consulate or office is known to have been open in Greenland.",
    view("1942-07-01"): (
        "On 1 July 1942, one base was in use in Greenland, as far as is known. One foreign consulate was open in Nuuk."
    ),
    view("2026-02-05", kinds="contingent"): (
        "As of 5 February 2026, about 300 soldiers from Denmark were last reported in Greenland for Arctic Endurance "
        "on 21 January, with no count since; three other contingents, last heard of more than two weeks ago, are not "
        "counted."
    ),
    view("2026-09-10", kinds="contingent"): (
        "On 10 September 2026, about 400 people from ten nations had been announced for Arctic Shield, planned "
        "for 7 to 18 September; eleven nations are named, none with a number of its own; no arrival was reported."
    ),
    view("2026-09-22", kinds="contingent"): (
        "As of 22 September 2026, about 400 people from ten nations had been announced for Arctic Shield, planned "
        "for 7 to 18 September; eleven nations are named, none with a number of its own; no report says whether "
        "it took place; an unverified report has Danish F-35s for Arctic Sentry in Greenland."
    ),
    view("2026-09-10", nations="FRA", kinds="contingent"): (
        "France only: on 10 September 2026, one contingent had been announced for Arctic Shield; "
        "its share was not given, about 400 people is the number for all nations together; no arrival was "
        "reported."
    ),
    view("2026-01-17", nations="DNK", kinds="contingent"): (
        "Denmark only: on 17 January 2026, personnel were in Greenland for Arctic Endurance; how many was not said; "
        "about 150 reported by an unverified source are not counted; two contingents outside Arctic Endurance are not"
        " counted."
    ),
    view("2026-01-17", nations="NLD"): (
        "Netherlands only: on 17 January 2026, two soldiers had been sent to Greenland for Arctic Endurance, arrival "
        "not reported."
    ),
    view("2026-01-17", nations="GBR", kinds="contingent"): (
        "United Kingdom only: on 17 January 2026, one soldier had been sent to Greenland for Arctic Endurance, "
        "arrival not reported."
    ),
    view("2026-02-07", nations="FRA", kinds="contingent"): (
        "France only: as of 7 February 2026, about 15 soldiers were last reported in Greenland for Arctic Endurance "
        "on 15 January, with no count since; the number is of 14 January."
    ),
    view("2026-01-25", nations="USA", kinds="contingent"): (
        "United States only: on 25 January 2026, personnel were in Greenland under NORAD; how many was not said."
    ),
    view("2026-01-25", programmes="norad"): (
        "On 25 January 2026, personnel from the United States and Canada were in Greenland under NORAD; how many was "
        "not said."
    ),
    view("2026-01-19", programmes="arctic_sentry"): (
        "On 19 January 2026, no unit was confirmed in Greenland for Arctic Sentry."
    ),
    view("2026-01-17", nations="CAN", kinds="post"): "Canada only: on 17 January 2026, a consulate had been announced.",
    view("2026-01-17", nations="CZE", kinds="post"): (
        "Czechia only: on 17 January 2026, an honorary consul was at work."
    ),
    view("2026-01-17", nations="POL"): (
        "Poland only: on 17 January 2026, the map shows one contingent (declined) and one diplomatic post (considered)."
    ),
    view("2026-01-17", nations="FRA DEU SWE NOR", kinds="contingent"): (
        "France, Germany, Sweden and Norway only: on 17 January 2026, about 32 soldiers from three nations were "
        "in Greenland for Arctic Endurance, as last reported on 15 and 16 January; two more soldiers had been "
        "sent; one contingent had been announced."
    ),
    view("2026-01-17", kinds="base"): "On 17 January 2026, the map shows three bases.",
    view("2026-01-17", kinds="base airport"): (
        "On 17 January 2026, the map shows three bases and three airports (two more by an unverified report)."
    ),
    view("1600-01-01", kinds="base"): "On 1 January 1600, nothing matches.",
    view("2026-01-17", steps="announced"): (
        "On 17 January 2026, five nations and unnamed allies had announced contingents for Arctic Endurance. France "
        "and Canada had announced consulates."
    ),
    view("2026-01-14", "2026-01-14", kinds="contingent"): (
        "On 14 January 2026, by what was known that day, personnel from Sweden were in Greenland for Arctic "
        "Endurance; how many was not said; personnel from Denmark had been sent, arrival not reported; three nations "
        "had announced contingents; an unverified report announces Canadian participation in the exercise."
    ),
    view("2026-01-29", kinds="contingent"): (
        "On 29 January 2026, about 317 soldiers from three nations and an unknown number from Iceland were in "
        "Greenland for Arctic Endurance, as last reported between 15 and 27 January; one more soldier had been "
        "sent; Iceland had announced two."
    ),
    view("2026-02-04", kinds="contingent"): (
        "On 4 February 2026, about 300 soldiers from Denmark were in Greenland for Arctic Endurance, as last reported"
        " on 21 January; about 15 soldiers from France, last reported on 15 January, and two other contingents, last "
        "heard of more than two weeks ago, are not counted."
    ),
    view("2026-04-02", kinds="contingent"): (
        "On 2 April 2026, personnel from Sweden were in Greenland for Arctic Endurance; how many was not said; about "
        "300 soldiers from Denmark, last reported on 21 January, and three other contingents, last heard of more than"
        " two weeks ago, are not counted; an unverified report announces Swedish army rangers."
    ),
    view("2026-09-22", programmes="arctic_endurance"): (
        "As of 22 September 2026, about 300 soldiers from Denmark were last reported in Greenland for Arctic "
        "Endurance on 21 January, with no count since; Denmark said on 1 September that it goes on; four other "
        "contingents, last heard of more than two weeks ago, are not counted."
    ),
    view("2026-01-19", nations="DEU", kinds="contingent"): (
        "Germany only: as of 19 January 2026, 15 soldiers had been in Greenland for Arctic Endurance and left on 18 "
        "January."
    ),
    view("2026-01-19", nations="ISL", kinds="contingent"): (
        "Iceland only: on 19 January 2026, personnel were in Greenland for Arctic Endurance; how many was not said; "
        "two had been announced."
    ),
    view("2026-09-22", nations="USA"): (
        "United States only: as of 22 September 2026, personnel were last reported in Greenland under NORAD on 9 "
        "March, with no report of them since. Two defence areas for the United States had been announced, not yet "
        "in use. A consulate was open in Nuuk."
    ),
    view("2026-01-19", programmes="standing"): (
        "On 19 January 2026, reported in Greenland as a standing presence: Danish patrol ships at Nuuk. Three bases, "
        "one headquarters and four outposts were in use there."
    ),
    view("2026-09-22", kinds="base"): (
        "On 22 September 2026, the map shows three bases (two more announced, not in use)."
    ),
    view("2026-01-19", kinds="outpost"): (
        "On 19 January 2026, the map shows four outposts (one more by an unverified report)."
    ),
    view("2026-02-14", programmes="arctic_sentry"): (
        "On 14 February 2026, Spain and Latvia had announced contingents for Arctic Sentry; three contingents were "
        "outside Greenland."
    ),
    view("2026-01-17", nations="DNK SWE", kinds="post"): (
        "Denmark and Sweden only: on 17 January 2026, a high commission of Denmark’s own was open."
    ),
}
FORTALT = {
    view("2026-01-17"): (
        "Den 17. januar 2026 var der omkring 32 soldater fra tre nationer og et ukendt antal fra Danmark, der "
        "sendte flest, i Grønland til Arctic Endurance, som senest meldt den 15. og den 16. januar; yderligere "
        "fem soldater var sendt af sted. Tre udenlandske konsulater og kontorer var åbne i Nuuk; Frankrig og Canada "
        "havde bebudet konsulater."
    ),
    view("2026-01-17", nations="CZE", kinds="post"): (
        "Kun Tjekkiet: Den 17. januar 2026 var en honorær konsul i virke."
    ),
    view("2026-01-17", kinds="post", steps="announced"): (
        "Den 17. januar 2026 havde Frankrig og Canada bebudet konsulater."
    ),
    view("2026-02-07", nations="DNK", kinds="contingent"): (
        "Kun Danmark: Pr. 7. februar 2026 er omkring 300 soldater senest meldt i Grønland til Arctic Endurance den "
        "21. januar; siden er intet tal meldt; to styrker uden for Arctic Endurance tælles ikke med."
    ),
    view("2026-09-10", nations="FRA", kinds="contingent"): (
        "Kun Frankrig: Den 10. september 2026 var én styrke bebudet til Arctic Shield; dens "
        "andel er ikke oplyst, omkring 400 personer er tallet for alle nationer tilsammen; ingen ankomst er meldt."
    ),
    view("2026-01-19", kinds="contingent"): (
        "Den 19. januar 2026 var der omkring 217 soldater fra tre nationer og et ukendt antal fra Island i "
        "Grønland til Arctic Endurance; yderligere tre soldater var sendt af sted; Island havde bebudet to."
    ),
    view("2026-02-04", kinds="contingent"): (
        "Den 4. februar 2026 var der omkring 300 soldater fra Danmark i Grønland til Arctic Endurance, som senest "
        "meldt den 21. januar; omkring 15 soldater fra Frankrig, senest meldt den 15. januar, og to andre styrker, "
        "der sidst er hørt om for mere end to uger siden, tælles ikke med."
    ),
    view("2026-09-10", programmes="arctic_endurance"): (
        "Pr. 10. september 2026 er omkring 300 soldater fra Danmark senest meldt i Grønland til Arctic Endurance den "
        "21. januar; siden er intet tal meldt; Danmark oplyste den 1. september, at den fortsætter; fire andre "
        "styrker, der sidst er hørt om for mere end to uger siden, tælles ikke med."
    ),
    view("2026-01-19", nations="DEU", kinds="contingent"): (
        "Kun Tyskland: Pr. 19. januar 2026 havde 15 soldater været i Grønland til Arctic Endurance og var rejst den "
        "18. januar."
    ),
    view("1942-07-01"): (
        "Den 1. juli 1942 var én base i brug i Grønland, så vidt vides. Ét udenlandsk konsulat var åbent i Nuuk."
    ),
    view("2026-09-22", nations="USA"): (
        "Kun USA: Pr. 22. september 2026 er personel senest meldt i Grønland under NORAD den 9. marts; siden er intet"
        " meldt om dem. To forsvarsområder for USA var bebudet, men endnu ikke i brug. Et konsulat var åbent i Nuuk."
    ),
}


@pytest.mark.parametrize(("state", "text"), TOLD.items())
def test_the_sentence_in_english(state: ViewState, text: str) -> None:
    assert sentence_of(state) == text


@pytest.mark.parametrize(("state", "text"), FORTALT.items())
def test_the_sentence_in_danish(state: ViewState, text: str) -> None:
    assert sentence_of(state, DA) == text


@pytest.mark.parametrize("words", [EN, DA])
def test_a_site_of_each_kind_has_a_name_while_it_is_only_agreed(words: Words) -> None:
    told_ = [words.count(f"count.{AHEAD.get(kind, kind)}", number) for kind in SITES for number in (1, 2)]
    assert len(set(told_)) == len(told_)
    assert not any(word.startswith("count.") for word in told_)
    assert set(AHEAD) <= set(SITES)


def test_what_stands_is_laid_out_whole_where_no_people_are_told() -> None:
    day = view("2025-09-15")
    assert "four outposts" in sentence_of(day)
    assert "Outposts 4 Denmark" in lines_of(situation(builder(ATLAS, day)))


@pytest.mark.parametrize(
    ("day", "words", "line"),
    [
        ("2026-09-08", EN, "No report followed on what Spain and Latvia announced for Arctic Sentry"),
        ("2026-09-22", EN, "No report followed on what Spain and Latvia announced for Arctic Sentry"),
        ("2026-09-08", DA, "Om det, som Spanien og Letland bebudede til Arctic Sentry, er der ikke meldt mere"),
    ],
)
def test_those_whose_announcement_nobody_followed_up_are_named(day: str, words: Words, line: str) -> None:
    assert line in notes_of(view(day), words)


def lines_of(situation: Situation) -> list[str]:
    rows = (" ".join(filter(None, [row["name"], row["number"], row["note"]])) for row in situation["rows"])
    return [*rows, *situation["notes"]]


def test_a_filter_never_reads_as_an_absence() -> None:
    assert "soldiers" not in sentence_of(view("2026-01-17", kinds="post"))
    assert "soldiers" not in sentence_of(view("2026-01-17", steps="open"))
    assert "post" not in sentence_of(view("2026-01-17", kinds="contingent"))
    assert "consul" not in sentence_of(view("2026-01-17", programmes="arctic_endurance"))


def test_every_number_and_every_name_is_a_drilldown() -> None:
    drilldowns_ = [
        fragment.drilldown for fragment in sentence(builder(ATLAS, view("2026-01-17"))) if fragment.drilldown
    ]
    assert drilldowns_ == ["people", "counted_nations", "without_number", "way", "posts_open", "posts_announced"]


NUMBER = re.compile(r"(?i)\b(?:[\d,]*\d|" + "|".join(EN.say("number.words").split()) + r")\b")


def numbers_in(text: str) -> list[int]:
    """Read the numbers that a drill-down says, as words or in digits."""
    words = EN.say("number.words").split()
    found = [one.replace(",", "").lower() for one in NUMBER.findall(text)]
    return [words.index(one) if one in words else int(one) for one in found]


def counted_alike(view_: SentenceBuilder, fragment: Fragment) -> None:
    totals, behind = view_.totals, view_.behind[fragment.drilldown]
    people, states = totals.people, [view_.at(name) for name in behind]
    found = numbers_in(reduce(lambda text, name: text.replace(name, ""), view_.nameless(behind), fragment.text))
    if fragment.drilldown == "people":
        at_most = people.high - people.way
        narrow = people.rounded and at_most <= people.low * 1.1
        assert found == ([people.low] if narrow else sorted({people.low or at_most, at_most}))
    elif fragment.drilldown == "way":
        assert found[-1] == people.way
    elif fragment.drilldown in ("newest", "joint", "unverified"):
        high = sum((s.high if s.high is not None else s.low or 0) for s in states)
        assert not found or found[-1] == high
    elif fragment.drilldown in ("sites", "sites_announced"):
        assert sum(found) == len(behind)
    elif "other nation" in fragment.text:
        assert found == [view_.nations(behind) - 1]
    elif "nation" in fragment.text:
        assert found == [view_.nations(behind)]
    elif found:
        assert found == [len(behind)]
    elif fragment.drilldown.startswith("posts") and (view_.alone or re.match(r"(?i)an? ", fragment.text)):
        assert len(re.findall(r"(?i)\ban? ", fragment.text)) == len(behind)
    else:
        assert fragment.text.lower() == EN.listing(view_.actors(behind)).lower()


@pytest.mark.parametrize(
    ("words", "named"),
    [(EN, "Denmark and eight allies named together for 2026"), (DA, "Danmark og otte allierede nævnt samlet for 2026")],
)
def test_a_name_that_begins_with_a_number_begins_small_within_a_sentence(words: Words, named: str) -> None:
    assert named in sentence_of(view("2026-02-03", steps="announced"), words)


@settings(max_examples=200, deadline=None)
@given(STATES)
def test_the_numbers_are_the_totals_on_any_clocks(state: ViewState) -> None:
    view_ = builder(ATLAS, state)
    opened = [fragment for fragment in sentence(view_) if fragment.drilldown]
    for fragment in opened:
        assert rows_of(view_.world, fragment.drilldown, state)
        counted_alike(view_, fragment)
    assert len({fragment.drilldown for fragment in opened}) == len(opened)


@settings(max_examples=60, deadline=None)
@given(STATES, st.sampled_from([EN, DA]))
def test_words_stand_wherever_a_view_is_told(state: ViewState, words: Words) -> None:
    view_ = builder(ATLAS, state, words)
    told_ = situation(view_)
    text = "".join(fragment.text for fragment in sentence(view_))
    assert len(told_["rows"]) <= (6 if view_.totals.programme else 8)
    assert len(told_["notes"]) <= 3
    assert told_["rows"] or told_["notes"]
    for spoken_text in (told_["title"], *lines_of(told_), text):
        assert not re.search(
            r"[{}]|\b(told|then|add|count|situation|drilldown|programme|whole|people)\.[a-z]", spoken_text
        )
        assert not re.search(r"\b0\b|  |\(\)| ,| ;", spoken_text)
    assert text.endswith(".")
    assert text in text_alternative(words, text, 3, 68, [])


@pytest.mark.parametrize("opening", ATLAS.openings.values(), ids=lambda opening: opening.id)
def test_the_situation_gives_each_present_nation_its_row_and_number(opening: geodata.model.Opening) -> None:
    view_ = builder(ATLAS, ViewState(opening.as_of, opening.known_by))
    told_ = situation(view_)
    rows = {row["name"]: row for row in told_["rows"]}
    for code in view_.totals.nations[:3]:
        assert EN.sentence_case(view_.name(code)) in rows
    for row in rows.values():
        assert row["sel"] == "" or selected_name(ATLAS, EN, row["sel"])


def test_the_situation_of_the_opening_day_tells_where_the_largest_contingent_stands() -> None:
    first, *_ = situation(builder(ATLAS, view("2026-01-19")))["rows"]
    assert first == {
        "name": "Denmark",
        "number": "about 200",
        "note": "half in Nuuk, half in Kangerlussuaq",
        "sel": "dnk-exercise",
        "drilldown": "",
    }


def notes_of(state: ViewState, words: Words = EN) -> str:
    return " ".join(situation(builder(ATLAS, state, words))["notes"])


def row_of(state: ViewState, sel: str, words: Words = EN) -> str:
    found = situation(builder(ATLAS, state, words))["rows"]
    return next(f"{row['name']} | {row['number']} | {row['note']}" for row in found if row["sel"] == sel)


@pytest.mark.parametrize(
    ("day", "sel", "english", "danish"),
    [
        (
            "2026-02-05",
            "gbr-officer",
            "The United Kingdom | 1 | sent, arrival not reported, last reported on 15 January",
            "Storbritannien | 1 | sendt, ankomst ikke meldt, senest meldt den 15. januar",
        ),
        (
            "2026-09-10",
            "shield-whole",
            "Ten nations together | about 400 | announced for 7 to 18 September",
            "Ti nationer tilsammen | ca. 400 | ventet den 7. til 18. september",
        ),
    ],
)
def test_a_row_of_the_situation_says_its_step_its_day_and_a_round_number(
    day: str, sel: str, english: str, danish: str
) -> None:
    assert row_of(view(day), sel) == english
    assert row_of(view(day), sel, DA) == danish


def test_ten_nations_have_the_number_and_eleven_are_named() -> None:
    names = [row["name"] for row in situation(builder(ATLAS, view("2026-09-10")))["rows"]]
    assert names == ["Ten nations together", "Eleven nations named", "The Netherlands"]


def test_parts_are_no_announcements_beside_their_whole() -> None:
    assert "No report followed on what Spain and Latvia announced for Arctic Sentry" in notes_of(view("2026-09-22"))


def test_what_is_not_counted_is_named_as_a_contingent() -> None:
    notes = notes_of(view("2026-01-17"))
    assert "Danish patrol ships at Nuuk and Jaeger Corps Arctic specialists" in notes


def test_an_agreed_site_is_told_as_announced_and_not_in_use() -> None:
    assert "Announced, not in use: US defence area Narsarsuaq (agreed)" in notes_of(view("2026-09-22"))


def test_a_period_that_ends_with_the_year_is_told_as_a_year(atlas: Atlas) -> None:
    assert atlas.at(date(2026, 2, 4)).states["unnamed-eight"].due == "2026"


def test_an_unverified_announcement_is_in_no_list_of_those_who_announced() -> None:
    view_ = builder(ATLAS, view("2026-04-02"))
    assert "swe-army-rangers" in view_.totals.hearsay
    assert "swe-army-rangers" not in (*view_.totals.announced, *view_.totals.unconfirmed)


def test_there_is_no_row_behind_a_number_that_does_not_exist() -> None:
    assert rows_of(ATLAS.at(OPENING), "wishes", ViewState(OPENING)) is None


def test_the_text_alternative_tells_what_is_shown_and_what_is_hidden() -> None:
    text = text_alternative(EN, "One base stands.", 3, 68, ["Bases"])
    assert text.startswith("One base stands. ")
    assert "3 of 68 entries" in text
    assert text.endswith("Only: Bases.")


def test_the_drilldowns_that_an_address_may_name_are_those_of_the_sentence(atlas: Atlas) -> None:
    world = atlas.at(date(2026, 1, 17))
    assert set(DRILLDOWNS) == set(drilldown_ids(world, world.totals()))


@pytest.mark.parametrize(
    ("sel", "name"),
    [
        ("deu-recce", "German reconnaissance team"),
        ("nation:DEU", "Germany"),
        ("place:nuuk", "Nuuk"),
        ("event:ev_005", None),
        ("source:seed", None),
        ("", ""),
        ("nobody", ""),
    ],
)
def test_what_is_selected_goes_by_the_name_of_its_card(atlas: Atlas, sel: str, name: str | None) -> None:
    events, sources = atlas.events, atlas.sources
    given = {"event:ev_005": events["ev_005"].title, "source:seed": sources["seed"].publisher}
    assert selected_name(atlas, EN, sel) == (name if name is not None else given[sel])


LONGEST = 345
"""Of a sentence over nothing filtered: three lines at 1440 pixels."""


@pytest.mark.parametrize("words", [EN, DA], ids=["en", "da"])
def test_a_sentence_over_everything_fits_three_lines_on_every_day(words: Words) -> None:
    days = {day for spans in ATLAS.spans().values() for day in spans.starts if day > date(1940, 1, 1)}
    long = [(day, text) for day in sorted(days) if len(text := sentence_of(ViewState(day, None), words)) > LONGEST]
    assert len(days) > 100
    assert long == []


def test_what_the_whole_sentence_leaves_out_the_situation_tells() -> None:
    told_ = situation(builder(ATLAS, view("2026-09-22")))
    rows = [" ".join(filter(None, (row["name"], row["number"], row["note"]))) for row in told_["rows"]]
    assert told_["title"] == "Arctic Shield, part of Arctic Sentry"
    assert rows[1:] == [
        "Eleven nations named three with observers, none with a number of its own",
        "The Netherlands announced for Kangerlussuaq",
    ]
    assert told_["notes"][0] == "Unverified: Danish F-35s for Arctic Sentry."
    iceland = next(row for row in situation(builder(ATLAS, view("2026-01-19")))["rows"] if row["name"] == "Iceland")
    assert iceland["note"] == "in Nuuk, number not given, two announced"
    (note, *_) = situation(builder(ATLAS, view("2026-02-02")))["notes"]
    assert "France (last reported on 15 January)" in note
    assert "300 soldiers from Denmark, last reported on 21 January, are not counted" in sentence_of(view("2026-03-31"))


def test_the_situation_names_who_ran_the_sites_and_where_nobody_is_named() -> None:
    def bases(day: str, words: Words = EN) -> str:
        rows = situation(builder(ATLAS, view(day), words))["rows"]
        return next(row["note"] for row in rows if row["name"] == words.say("kind.base"))

    assert bases("1951-06-01") == "the United States"
    assert bases("1951-08-10") == "the United States and Denmark"
    assert bases("2004-09-01").endswith("and one whose operator is not in the evidence")
    assert bases("1951-06-01", DA) == "USA"
