"""Errors of ours: the operator finds each in the log by its number, the visitor sees the number and nothing else."""

import logging
import secrets
import time
from collections.abc import Awaitable, Callable

import streamlit as st
from prometheus_client import Counter
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from dashboard.text.i18n import choose_language, plain, words_of
from dashboard.web.headers import headers_of
from dashboard.web.limits import Bucket

log = logging.getLogger(__name__)


TRACES, TRACES_PER_S = 30, 1 / 10
"""How many traces are written at once, and then per second: a client that sends rubbish must not fill the disk."""
_traces = Bucket(TRACES, TRACES_PER_S, time.monotonic())


def noted(error: BaseException, where: str, errors: Counter) -> str:
    """Write an error into the log with a number of its own, its trace unless there are many; give the number."""
    number = secrets.token_hex(4)
    errors.labels(where).inc()
    trace = error if _traces.take(time.monotonic()) else None
    name = "" if trace else f": {type(error).__name__}, one of many"
    log.error("error %s in a %s%s", number, where, name, exc_info=trace, extra={"error": number})
    return number


def in_run(errors: Counter) -> Callable[[Exception], bool]:
    """Make what Streamlit calls when a run of the page fails: it says so with the number.

    Parameters
    ----------
    errors : Counter
        Counts them.
    """

    def tell(error: Exception) -> bool:
        number = noted(error, "run", errors)
        accepted = ",".join(filter(None, [st.context.locale, st.context.headers.get("Accept-Language")]))
        words = words_of(choose_language(st.query_params.get("lang", ""), accepted))
        st.error(plain(words.say("live.error", number=number)))
        return True

    return tell


async def gone(_request: Request, _error: Exception) -> Response:
    """Answer a client that hung up during its own request: that is no error of ours, and nobody reads the answer."""
    return Response(status_code=400)


def in_request(errors: Counter, hsts_seconds: int = 0) -> Callable[[Request, Exception], Awaitable[Response]]:
    """Make what answers a request that fails: status 500 and the number.

    Parameters
    ----------
    errors : Counter
        Counts them.
    hsts_seconds : int
        How long a browser comes back by HTTPS alone.
    """

    async def tell(request: Request, error: Exception) -> Response:
        number = noted(error, "request", errors)
        words = words_of(choose_language(request.query_params.get("lang", ""), request.headers.get("accept-language")))
        text = words.say("live.error", number=number)
        return PlainTextResponse(text, 500, headers={**headers_of("", hsts_seconds), "Cache-Control": "no-store"})

    return tell
