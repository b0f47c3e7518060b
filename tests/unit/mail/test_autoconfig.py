"""Where the servers of an address are looked for, and in which order."""

from collections.abc import Mapping, Sequence

import pytest

from pd_intake_bot.mail.autoconfig import Server, find
from pd_intake_bot.mail.imap.settings import Security

FILE = """<?xml version="1.0"?><clientConfig version="1.1"><emailProvider id="company.kz">
<incomingServer type="pop3"><hostname>pop.company.kz</hostname><port>995</port>
<socketType>SSL</socketType></incomingServer>
<incomingServer type="imap"><hostname>in.company.kz</hostname><port>993</port>
<socketType>SSL</socketType></incomingServer>
<outgoingServer type="smtp"><hostname>out.company.kz</hostname><port>587</port>
<socketType>STARTTLS</socketType></outgoingServer>
</emailProvider></clientConfig>"""
PLAIN = FILE.replace("<socketType>SSL", "<socketType>plain")


class Network:
    """A DNS and a web of a few invented names."""

    def __init__(
        self, records: Mapping[tuple[str, str], Sequence[str]] | None = None, file: str = ""
    ) -> None:
        self.records = records or {}
        self.file = file
        self.asked: list[str] = []

    async def lookup(self, name: str, kind: str) -> Sequence[str]:
        self.asked.append(name)
        return self.records.get((name, kind), ())

    async def fetch(self, url: str) -> str:
        self.asked.append(url)
        return self.file if url.startswith("https://autoconfig.company.kz/") else ""

    async def servers(self, address: str = "info@company.kz") -> tuple[list[str], list[str]]:
        found = await find(address, lookup=self.lookup, fetch=self.fetch)
        return [told(one) for one in found.imap], [told(one) for one in found.smtp]


def told(server: Server) -> str:
    return f"{server.host}:{server.port} {server.security}"


async def test_what_the_domain_publishes_comes_first() -> None:
    records = {
        ("_imaps._tcp.company.kz", "SRV"): ["0 1 993 imaps.company.kz."],
        ("_submission._tcp.company.kz", "SRV"): ["0 1 587 smtp.host.kz."],
    }
    imap, smtp = await Network(records, FILE).servers()
    assert imap[:2] == ["imaps.company.kz:993 tls", "in.company.kz:993 tls"]
    assert smtp[:2] == ["smtp.host.kz:587 starttls", "out.company.kz:587 starttls"]


async def test_a_service_that_is_said_not_to_be_offered_is_not_tried() -> None:
    records = {("_imaps._tcp.company.kz", "SRV"): ["0 0 0 ."]}
    imap, _ = await Network(records).servers()
    assert imap[0] == "imap.company.kz:993 tls"


async def test_a_server_without_protection_is_not_proposed() -> None:
    imap, _ = await Network(file=PLAIN).servers()
    assert "in.company.kz:993 tls" not in imap
    assert not any(one.endswith(Security.NONE) for one in imap)


@pytest.mark.parametrize(
    ("receiver", "imap", "smtp"),
    [
        ("aspmx.l.google.com.", "imap.gmail.com:993 tls", "smtp.gmail.com:465 tls"),
        ("mx.yandex.net.", "imap.yandex.ru:993 tls", "smtp.yandex.ru:465 tls"),
        ("emx.mail.ru.", "imap.mail.ru:993 tls", "smtp.mail.ru:465 tls"),
    ],
)
async def test_a_domain_is_read_where_its_mail_is_received(
    receiver: str, imap: str, smtp: str
) -> None:
    found = await Network({("company.kz", "MX"): [f"10 {receiver}"]}).servers()
    assert (found[0][0], found[1][0]) == (imap, smtp)


async def test_where_nothing_is_known_usual_names_are_tried() -> None:
    imap, smtp = await Network().servers()
    assert imap[:3] == [f"{name}company.kz:993 tls" for name in ("imap.", "mail.", "")]
    assert smtp[0] == "smtp.company.kz:465 tls"


async def test_nobody_is_asked_about_a_reserved_name() -> None:
    network = Network()
    assert await network.servers("info@company.test") == ([], [])
    assert network.asked == []
