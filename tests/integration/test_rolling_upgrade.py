"""A process of today beside a newer one, which has upgraded the database that they share."""

from pathlib import Path

from sqlalchemy import text

from pd_intake_bot.sandbox.mail.smtp import SmtpSink
from pd_intake_bot.storage.sql.engine import open_engine, transaction
from tests.servers import service
from tests.servers.dovecot import Dovecot

INQUIRY = "Дербес деректер туралы сұрау"
LATER = (
    "ALTER TABLE cases ADD COLUMN mood VARCHAR(8) NOT NULL DEFAULT 'new'",
    "CREATE TABLE moods (id INTEGER PRIMARY KEY)",
    "UPDATE alembic_version SET version_num = '9999'",
)
"""What a program of the future might add, without taking anything away."""


async def upgrade_to_the_future(url: str) -> None:
    engine = open_engine(url)
    async with transaction(engine) as connection:
        for statement in LATER:
            await connection.execute(text(statement))
    await engine.dispose()


async def test_a_process_goes_on_and_starts_again_on_a_newer_schema(
    tmp_path: Path, dovecot: Dovecot, postgres_url: str
) -> None:
    async with SmtpSink() as sink:
        environment = service.configure(
            tmp_path, dovecot, sink, user="rolling", database=postgres_url
        )
        async with service.running(environment):
            await upgrade_to_the_future(postgres_url)
            dovecot.deliver(service.write_mail(1, INQUIRY), "rolling")
            await sink.until(1, within=60)
        async with service.running(environment):
            dovecot.deliver(service.write_mail(2, INQUIRY), "rolling")
            await sink.until(2, within=60)
        assert len(await service.cases(environment)) == 2
