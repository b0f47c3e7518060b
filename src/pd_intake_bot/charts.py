"""Draws the figures of a summary as a picture that a phone shows well."""

import io
from collections.abc import Callable
from typing import TYPE_CHECKING

from pd_intake_bot.domain.clockwork import BANDS, Figures
from pd_intake_bot.domain.rights import Language
from pd_intake_bot.usecases.ports import Texts

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Say = Callable[[str], str]
"""Gives the words of a text of the picture."""

_SIZE = (8.0, 9.0)
_DPI = 110
_FONT = "DejaVu Sans"
"""Comes with the library and has every Kazakh letter."""
_BLUE, _GREEN, _RED, _AMBER, _GREY = "#3b6ea5", "#4c9a5b", "#c0392b", "#e0a030", "#9aa5b1"
_COLOURS = {"overdue": _RED, "today": _AMBER, "two": _AMBER, "undated": _GREY}


def overview(figures: Figures, texts: Texts, language: Language) -> bytes:
    """Draw received and answered by week, open cases by days left, and the share in time.

    Gives a PNG; the same figures give the same bytes. It takes about a second, the first time
    some more: the library is loaded only when something is drawn.
    """
    # Imported here: loading it takes a second, and most processes never draw.
    from matplotlib import rc_context  # noqa: PLC0415
    from matplotlib.figure import Figure  # noqa: PLC0415

    def say(key: str) -> str:
        return texts.text(language, f"clockwork-chart-{key}")

    with rc_context({"font.family": _FONT, "font.size": 11}):
        figure = Figure(figsize=_SIZE, dpi=_DPI, layout="constrained")
        weeks, left, share = figure.subplots(3, 1, height_ratios=[3, 3, 1.2])
        _draw_weeks(weeks, figures, say)
        _draw_left(left, figures, say)
        _draw_share(share, figures, say)
        picture = io.BytesIO()
        # No date and no name of the program: the same figures are the same file.
        figure.savefig(picture, format="png", metadata={"Software": None})
    return picture.getvalue()


def _draw_weeks(axes: "Axes", figures: Figures, say: Say) -> None:
    places = range(len(figures.weeks))
    width = 0.4
    rows = (
        ("received", _BLUE, [week.received for week in figures.weeks], -width / 2),
        ("answered", _GREEN, [week.answered for week in figures.weeks], width / 2),
    )
    for key, colour, heights, shift in rows:
        bars = axes.bar([n + shift for n in places], heights, width, label=say(key), color=colour)
        axes.bar_label(bars, labels=[str(n) if n else "" for n in heights], padding=2)
    axes.set_xticks(list(places), [f"{week.monday:%d.%m}" for week in figures.weeks])
    axes.set_title(say("weeks"))
    axes.legend(frameon=False)
    _tidy(axes, max((week.received + week.answered for week in figures.weeks), default=0))


def _draw_left(axes: "Axes", figures: Figures, say: Say) -> None:
    heights = [figures.left.get(band, 0) for band in BANDS]
    colours = [_COLOURS.get(band, _BLUE) for band in BANDS]
    bars = axes.bar(range(len(BANDS)), heights, 0.7, color=colours)
    axes.bar_label(bars, labels=[str(n) if n else "" for n in heights], padding=2)
    labels = [say(f"band-{band}").replace(" ", "\n") for band in BANDS]
    axes.set_xticks(range(len(BANDS)), labels)
    axes.set_title(say("left"))
    _tidy(axes, max(heights, default=0))


def _draw_share(axes: "Axes", figures: Figures, say: Say) -> None:
    axes.set_title(say("share"))
    axes.set_axis_off()
    if figures.share_in_time is None:
        axes.text(0.5, 0.5, say("none"), ha="center", va="center", transform=axes.transAxes)
        return
    begun = 0
    for key, colour, count in (
        ("in-time", _GREEN, figures.in_time),
        ("late", _RED, figures.late),
    ):
        if count:
            axes.barh(0, count, left=begun, color=colour, label=f"{say(key)}: {count}")
            begun += count
    axes.text(0, 0, f"  {figures.share_in_time} %", va="center", color="white", weight="bold")
    axes.legend(frameon=False, loc="upper center", bbox_to_anchor=(0.5, 0.05), ncols=2)


def _tidy(axes: "Axes", highest: int) -> None:
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.yaxis.set_visible(False)
    axes.set_ylim(0, max(highest, 1) * 1.15)
