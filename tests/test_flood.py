"""Nobody can silence the others: a flood and a client that never reads change little for everybody else."""

from pathlib import Path
from statistics import median

import pytest

from tests.benchmarks.flood import MOST, Times, flooded, seconds_to_stop, times
from tests.browser.serving import serving

ROUNDS = 24
TRIES = 3


def ratios(quiet: Times, loud: Times) -> tuple[float, float]:
    """How much longer health and a filter take."""
    return median(loud.healthz) / median(quiet.healthz), median(loud.filter) / median(quiet.filter)


@pytest.mark.parametrize("messages", [100, 3000])
def test_with_a_flood_health_and_a_filter_stay_within_three_times_their_quiet_time_and_the_server_can_be_stopped(
    messages: int, tmp_path: Path
) -> None:
    with serving(tmp_path) as server:
        times(server, 6)
        found: list[tuple[float, float]] = []
        # The machine has other work, too: the best of some tries, each beside a quiet time of its own.
        while not found or (max(min(found, key=max)) > MOST and len(found) < TRIES):
            quiet = times(server, ROUNDS)
            with flooded(server, messages):
                found.append(ratios(quiet, times(server, ROUNDS)))
        assert max(min(found, key=max)) <= MOST, found
        with flooded(server, messages):
            times(server, 6)
            seconds_to_stop(server, longest=30)
        assert server.process.returncode is not None
        assert server.process.returncode != -9, "it had to be killed"
