"""The command that shows the whole product on embedded servers."""

import asyncio
import importlib.util
import signal
import tempfile
import webbrowser
from pathlib import Path
from typing import Annotated

import typer

from pd_intake_bot import log, supervise
from pd_intake_bot.cli.output import Json, print_json
from pd_intake_bot.errors import IntakeError

Port = Annotated[int, typer.Option(help="Port of the page; 0 takes a free one.")]
NoBrowser = Annotated[bool, typer.Option("--no-browser", help="Do not open a browser.")]
OnlyStory = Annotated[bool, typer.Option("--story", help="Play the story and end.")]


class DemoNotInstalled(IntakeError):
    """The servers that play the outside world are an extra that was left out."""

    key = "error-demo-not-installed"


def add_to(app: typer.Typer) -> None:
    """Add this command to the command line."""
    app.command()(demo)


def demo(
    port: Port = 0,
    no_browser: NoBrowser = False,
    story: OnlyStory = False,
    as_json: Json = False,
) -> None:
    """Run the whole product on embedded servers; nothing to set up."""
    if as_json and not story:
        raise typer.BadParameter("only --story prints anything", param_hint="--json")
    if importlib.util.find_spec("pymap") is None:
        raise DemoNotInstalled("the demo's servers are missing: pip install 'pd-intake-bot[demo]'")
    log.configure("console", "ERROR")
    # Told to end while its servers start or its story is played, it still takes its folders away.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with tempfile.TemporaryDirectory(prefix="pd-intake-") as name:
        folder = Path(name)
        play = _story(folder, as_json=as_json) if story else _page(folder, port, no_browser)
        asyncio.run(play)


async def _story(folder: Path, *, as_json: bool) -> None:
    # Imported here: the servers are an extra, and other commands start faster without them.
    from pd_intake_bot.sandbox.story import Story  # noqa: PLC0415
    from pd_intake_bot.sandbox.transcript import Transcript  # noqa: PLC0415
    from pd_intake_bot.sandbox.world import open_world  # noqa: PLC0415

    transcript = Transcript()
    tell = transcript.keep if as_json else transcript.print
    async with open_world(folder) as world, world.service():
        await Story(world=world, tell=tell).play()
    if as_json:
        print_json(transcript.lines())


async def _page(folder: Path, port: int, no_browser: bool) -> None:  # noqa: FBT001 - an option
    from pd_intake_bot.sandbox.page.scene import open_scene  # noqa: PLC0415 - as above
    from pd_intake_bot.sandbox.page.server import Page  # noqa: PLC0415
    from pd_intake_bot.sandbox.world import open_world  # noqa: PLC0415

    stop = asyncio.Event()
    async with open_world(folder) as world, open_scene(world) as scene:
        with supervise.on_signals(stop):
            async with Page(scene=scene).listen(port) as address:
                print(f"{address}\n\n{world.addresses(scene.service.port)}", flush=True)
                if not no_browser:
                    await asyncio.to_thread(webbrowser.open, address)
                await stop.wait()
