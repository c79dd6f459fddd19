"""States and layers as tables for a notebook."""

from datetime import date

import geopandas as gpd
import pandas as pd
import pytest

from geodata import Atlas
from geodata.frames import COLUMNS
from geodata.tables import LAYERS, OTHER_LAYERS

DAY = date(2026, 1, 19)


def test_a_world_as_a_table_says_what_its_states_say(atlas: Atlas) -> None:
    world = atlas.at(DAY)
    table = world.to_pandas().set_index("subject")
    assert list(table.index) == list(world.states)
    assert list(table.reset_index().columns) == list(COLUMNS)
    for name, state in world.states.items():
        row = table.loc[name]
        assert (row["step"], row["since"], row["last_known"]) == (state.step, state.since, state.last_known)
        assert [None if number is pd.NA else number for number in (row["low"], row["high"])] == [
            state.low,
            state.high,
        ]


def test_a_filtered_world_makes_a_smaller_table(atlas: Atlas) -> None:
    posts = atlas.at(DAY).where(kinds=["post"]).to_pandas()
    assert set(posts["kind"]) == {"post"}
    assert set(posts["group"]) == {"office", "honorary", "own", "abroad"}


def test_points_are_those_of_the_places_in_wgs_84(atlas: Atlas) -> None:
    table = atlas.at(DAY).to_geopandas().set_index("subject")
    assert table.crs == "EPSG:4326"
    spots = [(point.x, point.y) for point in table.loc["dnk-exercise", "geometry"].geoms]
    places = [atlas.places[name] for name in ("nuuk", "kangerlussuaq")]
    assert sorted(spots) == sorted((place.lon, place.lat) for place in places)
    assert table.loc["swe-planners", "geometry"] is None, "somewhere in Greenland is no point"


def test_distances_can_be_asked_of_the_table(atlas: Atlas) -> None:
    table = atlas.at(DAY).to_geopandas().set_index("subject").to_crs("EPSG:3413")
    apart = table.loc["pituffik", "geometry"].distance(table.loc["jaco_nuuk", "geometry"]) / 1000
    assert apart == pytest.approx(1500, rel=0.05)


def test_layers_are_geodataframes_by_name(atlas: Atlas) -> None:
    assert set(atlas.layers) == {*LAYERS, *OTHER_LAYERS}
    posts = atlas.layers["diplomatic_posts"]
    assert isinstance(posts, gpd.GeoDataFrame)
    assert posts.crs == "EPSG:4326"
    assert set(posts["id"]) == {one.id for one in atlas.subjects.values() if one.kind == "post"}


def test_a_layer_that_does_not_exist_is_named_with_those_that_do(atlas: Atlas) -> None:
    with pytest.raises(KeyError, match="'posts' is no layer; write one of places, sites, diplomatic_posts"):
        atlas.layers["posts"]


def test_an_atlas_made_of_records_has_no_layers(atlas: Atlas) -> None:
    assert dict(Atlas(atlas.records).layers) == {}
