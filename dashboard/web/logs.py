"""How the log is written: as text, or as one JSON object a line, for whatever collects it."""

import json
import logging
import sys
from datetime import UTC, datetime

OURS = ("dashboard", "geodata")
TEXT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


class JsonLines(logging.Formatter):
    """Writes each record as one JSON object on one line: time (UTC), level, logger, message, error, trace."""

    def format(self, record: logging.LogRecord) -> str:
        """Write a record."""
        held = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if error := getattr(record, "error", ""):
            held["error"] = error
        if record.exc_info:
            held["trace"] = self.formatException(record.exc_info)
        return json.dumps(held, ensure_ascii=False, default=str)


def configure(form: str) -> None:
    """Let our loggers write to standard error, and all loggers in one form.

    Parameters
    ----------
    form : str
        `text` or `json`.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines() if form == "json" else logging.Formatter(TEXT))
    for name in OURS:
        logger = logging.getLogger(name)
        logger.handlers = [handler]
        logger.setLevel(logging.INFO)
    if form != "json":
        return
    # Streamlit's and uvicorn's loggers have handlers of their own; each of them, and the last resort, writes alike.
    if logging.lastResort:
        logging.lastResort.setFormatter(handler.formatter)
    for name in list(logging.root.manager.loggerDict):
        for other in logging.getLogger(name).handlers:
            other.setFormatter(handler.formatter)
