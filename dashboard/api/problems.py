"""What is wrong with a request, as a problem document (RFC 9457): each parameter, what was found, what to write."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus

from starlette.responses import JSONResponse

MEDIA = "application/problem+json"
LONGEST = 80
"""The most characters of a wrong value that an answer repeats."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that cannot be used.

    Parameters
    ----------
    parameter : str
        Its name in the address, or the header.
    found : str
        What stands there.
    remedy : str
        What to write instead.
    """

    parameter: str
    found: str
    remedy: str

    def __str__(self) -> str:
        """Say it in one sentence."""
        return f"{self.parameter}: found {self.shown!r}; {self.remedy}"

    @property
    def shown(self) -> str:
        """What was found, cut short."""
        return self.found if len(self.found) <= LONGEST else f"{self.found[: LONGEST - 1]}…"


class RequestError(Exception):
    """A request that cannot be answered.

    Parameters
    ----------
    status : int
        The status of the answer.
    detail : str
        What is wrong, in a sentence; without it the faults say so.
    faults : sequence of Fault
        All that is wrong, at once.
    headers : mapping of str to str, optional
        Headers that belong to the answer.
    """

    def __init__(
        self, status: int, detail: str = "", faults: Sequence[Fault] = (), headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(detail or "; ".join(map(str, faults)))
        self.status, self.faults, self.headers = status, tuple(faults), dict(headers or {})

    def response(self) -> JSONResponse:
        """Write the answer."""
        body = {
            "type": "about:blank",
            "title": HTTPStatus(self.status).phrase,
            "status": self.status,
            "detail": str(self),
        }
        if self.faults:
            body["errors"] = [
                {"parameter": one.parameter, "found": one.shown, "remedy": one.remedy} for one in self.faults
            ]
        headers = {"Cache-Control": "no-store", **self.headers}
        return JSONResponse(body, self.status, headers=headers, media_type=MEDIA)


SCHEMA = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["parameter", "found", "remedy"],
                "properties": {name: {"type": "string"} for name in ("parameter", "found", "remedy")},
            },
        },
    },
}
"""The answer as JSON Schema."""
