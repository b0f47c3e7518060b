"""The service behind a webhook: Telegram posts, the bot answers, nobody polls."""

from pathlib import Path

from pydantic import AnyHttpUrl, SecretStr

from pd_intake_bot.sandbox.world import World, open_world
from pd_intake_bot.settings import Listen
from tests.servers import programs
from tests.servers.service import PATIENCE


def behind_a_webhook(world: World) -> World:
    (port,) = programs.free_ports(1)
    world.settings = world.settings.model_copy(
        update={
            "http_listen": Listen(host="127.0.0.1", port=port),
            "telegram_webhook_url": AnyHttpUrl(f"http://127.0.0.1:{port}/telegram"),
            "telegram_webhook_secret": SecretStr("secret-of-nobody"),
        }
    )
    return world


async def test_a_person_is_answered_by_a_bot_that_is_posted_to(tmp_path: Path) -> None:
    async with open_world(tmp_path) as world, behind_a_webhook(world).service():
        phone = world.telegram.person(5001, "Үлгі", "kk")
        await phone.send("/start")
        shown = await phone.answer("Тілді таңдаңыз", within=PATIENCE)
        await phone.press("Қазақша", shown)
        await phone.answer("BazarJaq", within=PATIENCE)
        methods = [method for method, _ in world.telegram.counter.calls]
    assert "setWebhook" in methods
    assert "getUpdates" not in methods


async def test_a_service_that_polls_takes_an_old_webhook_back(tmp_path: Path) -> None:
    async with open_world(tmp_path) as world:
        async with behind_a_webhook(world).service():
            await world.telegram.changes.until(lambda: bool(world.telegram.telegram.webhook))
        world.settings = world.settings.model_copy(
            update={"telegram_webhook_url": None, "http_listen": Listen(host="127.0.0.1", port=0)}
        )
        async with world.service():
            phone = world.telegram.person(5001, "Үлгі", "kk")
            await phone.send("/start")
            await phone.answer("Тілді таңдаңыз", within=PATIENCE)
