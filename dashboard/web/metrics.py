"""What `/metrics` tells Prometheus, and whom: only addresses of the networks that the operator names."""

import ipaddress
from collections.abc import Callable, Iterable, Iterator, Mapping

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from starlette.requests import Request
from starlette.responses import Response

from dashboard.release import current_release

BUCKETS = (0.025, 0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 3.2)
"""Seconds of a run; a filter takes about a tenth."""


class Metrics:
    """The figures of one server, in a registry of their own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        self.sessions = Gauge("arctic_sessions", "Open websockets.", registry=self.registry)
        self.queue = Gauge("arctic_queue", "Runs that wait for their turn.", registry=self.registry)
        self.reruns = Histogram("arctic_rerun_seconds", "Runs of the page.", registry=self.registry, buckets=BUCKETS)
        self.refused = Counter(
            "arctic_refused", "Requests and websockets refused, by status.", ["status"], registry=self.registry
        )
        self.cut_off = Counter("arctic_cut_off", "Websockets closed for asking too much.", registry=self.registry)
        self.errors = Counter(
            "arctic_errors", "Errors of ours, by where they came up.", ["where"], registry=self.registry
        )
        for where in ("run", "request"):
            self.errors.labels(where)

    def text(self) -> bytes:
        """Write all figures in Prometheus's format."""
        return generate_latest(self.registry)


class EvidenceCollector:
    """Tells of the evidence when it is asked: what is served, and what became of reloads.

    Parameters
    ----------
    counts : mapping of str to int
        So many reloads, by outcome.
    """

    def __init__(self, counts: Mapping[str, int]) -> None:
        self._counts = counts

    def collect(self) -> Iterable[Metric]:
        """Give the figures of now."""
        reloads = CounterMetricFamily("arctic_reloads", "Reloads of evidence, by outcome.", labels=["outcome"])
        for outcome, count in self._counts.items():
            reloads.add_metric([outcome], count)
        yield reloads
        yield from self._served()

    def _served(self) -> Iterator[Metric]:
        kept = current_release.kept
        ready = GaugeMetricFamily("arctic_ready", "Whether there is evidence to show.")
        ready.add_metric([], float(bool(kept and kept[0].atlas.claims)))
        yield ready
        if not kept:
            return
        read = GaugeMetricFamily("arctic_evidence_read_timestamp_seconds", "When the evidence was read.")
        read.add_metric([], kept[0].read.timestamp())
        yield read
        claims = GaugeMetricFamily("arctic_claims", "Claims that are served, by release.", labels=["release"])
        claims.add_metric([kept[0].release], len(kept[0].atlas.claims))
        yield claims
        aside = GaugeMetricFamily("arctic_rows_set_aside", "Rows that are left out for their problems.")
        aside.add_metric([], kept[0].atlas.set_aside)
        yield aside


def is_within(address: str, networks: Iterable[str]) -> bool:
    """Whether an address lies in one of some networks; whatever is no address lies in none."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    found = getattr(found, "ipv4_mapped", None) or found
    return any(found in ipaddress.ip_network(network) for network in networks)


def metrics_route(metrics: Metrics, networks: Iterable[str]) -> Callable[[Request], Response]:
    """Make the route; to anybody outside the networks it is not there.

    Parameters
    ----------
    metrics : Metrics
        What it tells.
    networks : iterable of str
        Who may ask.
    """
    allowed = tuple(networks)

    def answer(request: Request) -> Response:
        if not is_within(request.client.host if request.client else "", allowed):
            return Response("not found", 404, media_type="text/plain")
        return Response(metrics.text(), media_type=CONTENT_TYPE_LATEST, headers={"Cache-Control": "no-store"})

    return answer
