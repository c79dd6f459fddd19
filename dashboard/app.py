"""The web server's entry: routes, headers, assets. `streamlit run dashboard/app.py`."""

import time
from functools import partial
from pathlib import Path

from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from streamlit import App, get_option

from dashboard.api.changes import Changes
from dashboard.api.routes import api_routes
from dashboard.assets import Asset, bundles
from dashboard.public_address import tell_framers, tell_public_address
from dashboard.publish.serving import Published, to_folder
from dashboard.publish.snapshot_route import Snapshots
from dashboard.release import current_release, kept_release, public_text, read_release
from dashboard.source_maps import has_map, source_file
from dashboard.text.i18n import words_of
from dashboard.view.view import first_view
from dashboard.web import streamlit_options
from dashboard.web.desk import Desk, Threads, TooManyError, hung_up
from dashboard.web.documents import busy
from dashboard.web.downloads import Downloads
from dashboard.web.faults import gone, in_request, in_run
from dashboard.web.guard import Guard, address_of
from dashboard.web.health import health
from dashboard.web.lifetime import lifetime, settle_memory
from dashboard.web.metrics import EvidenceCollector, Metrics, metrics_route
from dashboard.web.middleware import StartPageMiddleware, answer, language_of
from dashboard.web.notes import Desks
from dashboard.web.notes_routes import Notes
from dashboard.web.reload import Reloader
from dashboard.web.settings import own_settings, tell_own_story
from dashboard.web.stopping import Stopping
from dashboard.web.turns import Turns
from geodata.errors import GeodataError
from geodata.loading import default_store


def _found(request: Request, item: Asset | None, version: str) -> Response:
    return Response("not found", 404) if item is None else answer(request, item, versions=(version,))


async def assets(request: Request) -> Response:
    """Serve our scripts and styles, and what developer tools ask for to read them."""
    name = request.path_params["name"]
    item = bundles().get(name) or source_file(name)
    found = _found(request, item, item.version if item else "")
    if item and has_map(name):
        found.headers["SourceMap"] = f"{name}.map"
    return found


async def data(request: Request) -> Response:
    """Serve the evidence, the geometry and the words; 503 while the evidence cannot be read.

    States by a day of knowledge and the claims of a card are written when they are first asked for, one at a time, the
    client addresses in turn.
    """
    try:
        # A page that is open keeps its release for as long as that is kept here.
        found = kept_release(request.query_params.get("v", "")) or current_release()
        name = request.path_params["name"]
        group, _, key = name.removesuffix(".json").partition("/")
        written = {"states": found.states, "claims": found.claims}.get(group)
        if written:
            item = await cards.do(partial(written, key), address_of(request.scope), hung_up(request))
        else:
            item = found.files.get(name)
        return _found(request, item, found.release)
    except TooManyError:
        return busy(words_of(language_of(request)))
    except GeodataError as error:
        return Response(public_text(error.problems[0]), 503, media_type="text/plain")


async def latest(_request: Request) -> Response:
    """Name the newest release, so that an open page can say that there is a newer one."""
    try:
        found = current_release()
    except GeodataError:
        return Response(status_code=503)
    body = {"release": found.release, "read": int(found.read.timestamp())}
    return JSONResponse(body, headers={"Cache-Control": "no-store"})


async def healthz(_request: Request) -> Response:
    """Tell what can be shown, and how many rows are set aside; 503 while nothing can be shown."""
    status, body = health(reloader.last)
    if stopping.begun:  # whoever shares out visits sends no more of them here
        status, body = 503, body | {"ready": False, "stopping": True}
    return JSONResponse(body, status, headers={"Cache-Control": "no-store"})


settings = own_settings()
streamlit_options.enforce(settings)
tell_public_address(settings.public_url)
tell_framers(settings.embed_from)
tell_own_story(settings)
current_release.keep(settings.releases_kept)
reloader = Reloader(current_release, default_store, read_release, prepare=first_view, settle=settle_memory)
metrics = Metrics()
metrics.registry.register(EvidenceCollector(reloader.counts))
turns = Turns(settings.limits.runs, metrics.reruns.observe)
threads = Threads.behind(turns)
cards = Desk(threads.short, 240, 120)
stopping = Stopping(turns, settings.limits.stop_seconds)
base = str(get_option("server.baseUrlPath") or "").strip("/")
below = f"/{base}" if base else ""
routes = [
    Route("/healthz", healthz),  # also without the path: who asks for health comes past no proxy
    *([Route(f"{below}/healthz", healthz)] if base else []),
    Route("/metrics", metrics_route(metrics, settings.metrics_from)),
    Route(f"{below}/assets/{{name:path}}", assets),
    Route(f"{below}/data/release", latest),
    *api_routes(below, settings.public_url, threads),
    Route(f"{below}/data/{{name:path}}", data),
    Route(f"{below}/view/changes.atom", Changes(settings.public_url, threads).answer),
    Route(f"{below}/view/snapshot.html", Snapshots(threads).answer, methods=["GET", "POST"]),
    Route(f"{below}/view/{{name}}", Downloads(threads).answer, methods=["GET", "POST"]),
    Route(f"{below}/map", to_folder),
    Route(f"{below}/embed", to_folder),
    Route(f"{below}/map/{{path:path}}", Published(settings.embed_from, threads).answer),
    *Notes(Desks(time.monotonic), threads).routes(below),
]
app = App(
    Path(__file__).with_name("page.py"),
    routes=routes,
    lifespan=lifetime(settings, reloader, stopping),
    on_script_error=in_run(metrics.errors),
    exception_handlers={ClientDisconnect: gone, Exception: in_request(metrics.errors, settings.hsts_seconds)},
    middleware=[
        Middleware(
            Guard,
            limits=settings.limits,
            hosts=get_option("server.allowedHosts"),
            origins=get_option("server.corsAllowedOrigins"),
            base=base,
            turns=turns,
            metrics=metrics,
            hsts_seconds=settings.hsts_seconds,
        ),
        Middleware(
            StartPageMiddleware,
            base=base,
            ours=routes,
            hsts_seconds=settings.hsts_seconds,
            embed_from=settings.embed_from,
            threads=threads,
        ),
    ],
)
