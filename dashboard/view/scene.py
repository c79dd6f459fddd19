"""Of what the charts of a view are drawn: its subjects at every step, its clocks, and its programme."""

from collections import Counter

from dashboard.charts import BUILDERS, Scene
from dashboard.charts.chart import on_paper
from dashboard.charts.image import drawn
from dashboard.release import current_release
from dashboard.text import sentence_totals
from dashboard.view.view import ViewModel
from geodata.model import ARCTIC_ENDURANCE, EVER
from geodata.series import Scope


def scene_of(view_model: ViewModel) -> Scene:
    """Work out what a chart of this view is drawn of.

    A filter by status is passed over: a chart tells of other days, on which a subject is at another step.

    Parameters
    ----------
    view_model : ViewModel
        The choice and what follows from it.
    """
    world, state = view_model.world, view_model.state
    match = view_model.match
    subjects = frozenset(world.atlas.subjects if match is None else match)
    programme = sentence_totals(world, state).programme or ARCTIC_ENDURANCE
    steps = {view_model.words.say(f"step.{step}") for step in state.steps}
    filters = [text for text in view_model.texts if text not in steps]
    return Scene(Scope(world.atlas, state.as_of, state.known_by, programme, subjects), view_model.words, filters)


def picture_of(view_model: ViewModel, ending: str) -> bytes:
    """Draw the chart that the choice names as a file; nothing where it would be empty.

    Parameters
    ----------
    view_model : ViewModel
        The choice and what follows from it.
    ending : str
        ``svg`` or ``png``.
    """
    scene = scene_of(view_model)
    chart = BUILDERS[view_model.choice.analysis.chart](scene)
    return b"" if chart.empty else drawn(on_paper(chart, scene, footer_of(scene)), ending)


def footer_of(scene: Scene, named: int = 5) -> str:
    """Say where a picture comes from: release, reach of the evidence, and who published its sources.

    Parameters
    ----------
    scene : Scene
        Of what it is drawn.
    named : int
        So many publishers are named, those with most sources first.
    """
    scope, words = scene.scope, scene.words
    atlas, known = scope.atlas, scope.known_by or EVER
    claims = (claim for subject in scope.subjects for claim in atlas.claims_of[subject])
    used = {name for claim in claims if atlas.known_from(claim.id) <= known for name in claim.sources}
    publishers = Counter(atlas.sources[name].publisher for name in sorted(used))
    return words.say(
        "analyse.footer",
        release=current_release().release,
        day=words.day(atlas.evidence_to),
        n=words.number(len(used)),
        publishers=words.listing([name for name, _ in publishers.most_common(named)]),
    )
