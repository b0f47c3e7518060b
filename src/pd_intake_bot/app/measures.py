"""What the service tells a Prometheus server about itself."""

from collections.abc import Iterable, Sequence

from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from pd_intake_bot.supervise import Loop


class LoopMeasures(Collector):
    """How each loop fares."""

    def __init__(self, loops: Sequence[Loop]) -> None:
        self._loops = loops

    def collect(self) -> Iterable[GaugeMetricFamily]:
        """Give the present state of every loop."""
        failing = GaugeMetricFamily(
            "pd_intake_loop_failing", "1 while the last tick of a loop failed.", labels=["loop"]
        )
        good = GaugeMetricFamily(
            "pd_intake_loop_last_good_seconds",
            "Unix time of the last tick that went well.",
            labels=["loop"],
        )
        for loop in self._loops:
            failing.add_metric([loop.name], 1 if loop.health.failing else 0)
            if loop.health.last_good:
                good.add_metric([loop.name], loop.health.last_good.timestamp())
        return [failing, good]
