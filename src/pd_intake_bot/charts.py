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

_SIZE = (8.0, 9.6)
_DPI = 110
_FONT = "DejaVu Sans"
"""Comes with the library and has every Kazakh letter."""
_BLUE, _GREEN, _RED, _AMBER, _GREY = "#3b6ea5", "#4c9a5b", "#c0392b", "#e0a030", "#9aa5b1"
_INK, _PAPER = "#243240", "#ffffff"
_COLOURS = {
    "overdue": _RED,
    "today": _AMBER,
    "two": _AMBER,
    "paused": _GREY,
    "undated": _GREY,
}


def overview(figures: Figures, texts: Texts, language: Language) -> bytes:
    """Draw received and answered by week, open cases by days left, and the share in time.

    Gives a PNG; the same figures give the same bytes. It takes about a second, the first time
    some more: the library is loaded only when something is drawn.
    """
    # Imported here: loading it takes a second, and most processes never draw.
    from matplotlib import rc_context  # noqa: PLC0415
    from matplotlib.figure import Figure  # noqa: PLC0415
    from matplotlib.layout_engine import ConstrainedLayoutEngine  # noqa: PLC0415

    def say(key: str) -> str:
        return texts.text(language, f"clockwork-chart-{key}")

    with rc_context({"font.family": _FONT, "font.size": 12, "text.color": _INK}):
        # Room around and between the pictures, in inches and in parts of their height.
        room = ConstrainedLayoutEngine(w_pad=0.25, h_pad=0.2, hspace=0.06)
        figure = Figure(figsize=_SIZE, dpi=_DPI, layout=room, facecolor=_PAPER)
        weeks, left, share = figure.subplots(3, 1, height_ratios=[3, 3, 1])
        _draw_weeks(weeks, figures, say)
        _draw_left(left, figures, say)
        _draw_share(share, figures, say)
        picture = io.BytesIO()
        # No date and no name of the program: the same figures are the same file.
        figure.savefig(picture, format="png", metadata={"Software": None})
    return picture.getvalue()


def _draw_weeks(axes: "Axes", figures: Figures, say: Say) -> None:
    places = range(len(figures.weeks))
    width = 0.38
    rows = (
        ("received", _BLUE, [week.received for week in figures.weeks], -width / 2),
        ("answered", _GREEN, [week.answered for week in figures.weeks], width / 2),
    )
    for key, colour, heights, shift in rows:
        bars = axes.bar([n + shift for n in places], heights, width, label=say(key), color=colour)
        axes.bar_label(bars, labels=[str(n) if n else "" for n in heights], padding=2, fontsize=11)
    axes.set_xticks(list(places), [f"{week.monday:%d.%m}" for week in figures.weeks])
    highest = max((max(week.received, week.answered) for week in figures.weeks), default=0)
    _tidy(axes, say("weeks"), highest)
    # Above the bars and beside no one of them, however high they are.
    axes.legend(
        frameon=False, loc="lower right", bbox_to_anchor=(1.02, 0.97), ncols=2, borderaxespad=0
    )


def _draw_left(axes: "Axes", figures: Figures, say: Say) -> None:
    heights = [figures.left.get(band, 0) for band in BANDS]
    colours = [_COLOURS.get(band, _BLUE) for band in BANDS]
    bars = axes.bar(range(len(BANDS)), heights, 0.66, color=colours)
    axes.bar_label(bars, labels=[str(n) if n else "" for n in heights], padding=2, fontsize=11)
    labels = [say(f"band-{band}").replace(" ", "\n") for band in BANDS]
    axes.set_xticks(range(len(BANDS)), labels, fontsize=10.5)
    _tidy(axes, say("left"), max(heights, default=0))


def _draw_share(axes: "Axes", figures: Figures, say: Say) -> None:
    axes.set_title(say("share"), loc="left", fontweight="bold", pad=12)
    axes.set_axis_off()
    if figures.share_in_time is None:
        axes.text(0, 0.6, say("none"), va="center", color=_GREY, transform=axes.transAxes)
        return
    axes.set_xlim(0, figures.in_time + figures.late)
    axes.set_ylim(-1.6, 0.5)
    begun = 0
    for key, colour, count in (
        ("in-time", _GREEN, figures.in_time),
        ("late", _RED, figures.late),
    ):
        if count:
            axes.barh(0, count, 0.9, left=begun, color=colour, label=f"{say(key)}: {count}")
            begun += count
    colour = _GREEN if figures.in_time else _RED
    share = f"{figures.share_in_time} %"
    axes.text(0, -0.75, share, va="top", color=colour, weight="bold", fontsize=16)
    axes.legend(
        frameon=False, loc="lower right", bbox_to_anchor=(1.01, -0.05), ncols=2, borderaxespad=0
    )


def _tidy(axes: "Axes", title: str, highest: int) -> None:
    axes.set_facecolor(_PAPER)
    axes.set_title(title, loc="left", fontweight="bold", pad=28)
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.spines["bottom"].set_color(_GREY)
    axes.tick_params(axis="x", length=0, pad=6, colors=_INK)
    axes.yaxis.set_visible(False)
    # A lone case is no tower.
    axes.set_ylim(0, max(highest, 4) * 1.1)
