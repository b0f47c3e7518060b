"""Finds the mail servers of an address: what its domain publishes, whom it hosts with, guesses.

Only names are found here. Whether a server answers, and whether its certificate is right, shows
when it is tried; no password goes to a name before that.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

import aiohttp
from dns import asyncresolver
from dns.exception import DNSException
from selectolax.lexbor import LexborHTMLParser

from pd_intake_bot.mail.imap.settings import Security

PATIENCE = 5
"""Seconds that each question to the network may take."""

Lookup = Callable[[str, str], Awaitable[Sequence[str]]]
"""Gives the records of a name by kind, as DNS writes them, best first; none where it has none."""
Fetch = Callable[[str], Awaitable[str]]
"""Gives the text behind an address; empty where there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A server that may be the right one."""

    host: str
    port: int
    security: Security


@dataclass(frozen=True, slots=True, kw_only=True)
class Servers:
    """The servers that an address may belong to, the likelier first."""

    imap: tuple[Server, ...]
    smtp: tuple[Server, ...]


_TLS, _STARTTLS = Security.TLS, Security.STARTTLS

# RFC 6186 and RFC 8314: what a domain says of its own servers.
_IMAP_RECORDS = {"_imaps._tcp": _TLS, "_imap._tcp": _STARTTLS}
_SMTP_RECORDS = {"_submissions._tcp": _TLS, "_submission._tcp": _STARTTLS}

# Where the mail of a domain is received, by the end of the name in its MX record.
_HOSTS = {
    "google.com": ("imap.gmail.com", "smtp.gmail.com", 465),
    "googlemail.com": ("imap.gmail.com", "smtp.gmail.com", 465),
    "yandex.net": ("imap.yandex.ru", "smtp.yandex.ru", 465),
    "yandex.ru": ("imap.yandex.ru", "smtp.yandex.ru", 465),
    "mail.ru": ("imap.mail.ru", "smtp.mail.ru", 465),
    "outlook.com": ("outlook.office365.com", "smtp.office365.com", 587),
    "zoho.com": ("imap.zoho.com", "smtp.zoho.com", 465),
}
# RFC 6761: there is nobody to ask about these.
_UNKNOWN = frozenset({"test", "example", "invalid", "localhost"})
_SECURITY = {465: _TLS, 587: _STARTTLS, 993: _TLS, 143: _STARTTLS}
_WRITTEN = {"ssl": _TLS, "starttls": _STARTTLS}


async def find(address: str, *, lookup: Lookup, fetch: Fetch) -> Servers:
    """List the servers that the mailbox `address` may be read and written through."""
    domain = address.rpartition("@")[2].lower()
    if domain.rpartition(".")[2] in _UNKNOWN:
        return Servers(imap=(), smtp=())
    published, declared, hosted = await asyncio.gather(
        _records(domain, lookup), _declared(address, domain, fetch), _hosted(domain, lookup)
    )
    ways = [published, declared, hosted, _guesses(domain)]
    return Servers(
        imap=_each_once(server for way in ways for server in way.imap),
        smtp=_each_once(server for way in ways for server in way.smtp),
    )


async def look_up(name: str, kind: str) -> Sequence[str]:
    """Ask DNS; what can't be asked is as good as not there."""
    with suppress(DNSException, OSError):
        answer = await asyncresolver.resolve(name, kind, lifetime=PATIENCE)
        return sorted((str(record) for record in answer), key=lambda one: int(one.split()[0]))
    return ()


async def fetch(url: str) -> str:
    """Ask a web server; what can't be asked is as good as not there."""
    limit = aiohttp.ClientTimeout(total=PATIENCE)
    with suppress(aiohttp.ClientError, TimeoutError, UnicodeDecodeError):
        async with aiohttp.ClientSession(timeout=limit) as web, web.get(url) as answer:
            return await answer.text() if answer.ok else ""
    return ""


async def answering(servers: Sequence[Server]) -> tuple[Server, ...]:
    """Keep the servers whose port is open."""
    found = await asyncio.gather(*(_answers(server) for server in servers))
    return tuple(server for server, answers in zip(servers, found, strict=True) if answers)


async def _answers(server: Server) -> bool:
    with suppress(OSError, TimeoutError, UnicodeError):
        async with asyncio.timeout(PATIENCE):
            _, writer = await asyncio.open_connection(server.host, server.port)
        writer.close()
        return True
    return False


async def _records(domain: str, lookup: Lookup) -> Servers:
    imap, smtp = await asyncio.gather(
        _of_records(domain, _IMAP_RECORDS, lookup), _of_records(domain, _SMTP_RECORDS, lookup)
    )
    return Servers(imap=imap, smtp=smtp)


async def _of_records(
    domain: str, kinds: Mapping[str, Security], lookup: Lookup
) -> tuple[Server, ...]:
    found = []
    answers = await asyncio.gather(*(lookup(f"{kind}.{domain}", "SRV") for kind in kinds))
    for records, security in zip(answers, kinds.values(), strict=True):
        for record in records:
            _, _, port, host = record.split()
            # A lone dot says that the service is not offered (RFC 2782).
            if host != ".":
                found.append(Server(host=host.rstrip("."), port=int(port), security=security))
    return tuple(found)


async def _declared(address: str, domain: str, fetch: Fetch) -> Servers:
    """Read the file that mail programs look for."""
    places = (
        f"https://autoconfig.{domain}/mail/config-v1.1.xml?emailaddress={address}",
        f"https://{domain}/.well-known/autoconfig/mail/config-v1.1.xml",
    )
    for text in await asyncio.gather(*map(fetch, places)):
        tree = LexborHTMLParser(text)
        imap = tuple(_in_file(tree, "incomingserver", "imap"))
        if imap:
            return Servers(imap=imap, smtp=tuple(_in_file(tree, "outgoingserver", "smtp")))
    return Servers(imap=(), smtp=())


def _in_file(tree: LexborHTMLParser, tag: str, kind: str) -> Iterator[Server]:
    for node in tree.css(f'{tag}[type="{kind}"]'):
        host, port, written = (
            part.text(strip=True) if (part := node.css_first(name)) else ""
            for name in ("hostname", "port", "sockettype")
        )
        security = _WRITTEN.get(written.lower())
        if host and port.isdecimal() and security:
            yield Server(host=host, port=int(port), security=security)


async def _hosted(domain: str, lookup: Lookup) -> Servers:
    receivers = [domain, *(one.split()[-1].rstrip(".") for one in await lookup(domain, "MX"))]
    for receiver in receivers:
        for end, (imap, smtp, port) in _HOSTS.items():
            if receiver.lower() == end or receiver.lower().endswith(f".{end}"):
                return Servers(imap=(_server(imap, 993),), smtp=(_server(smtp, port),))
    return Servers(imap=(), smtp=())


def _guesses(domain: str) -> Servers:
    return Servers(
        imap=tuple(
            _server(f"{name}{domain}", port)
            for port in (993, 143)
            for name in ("imap.", "mail.", "")
        ),
        smtp=tuple(
            _server(f"{name}{domain}", port)
            for port in (465, 587)
            for name in ("smtp.", "mail.", "")
        ),
    )


def _server(host: str, port: int) -> Server:
    return Server(host=host, port=port, security=_SECURITY[port])


def _each_once(servers: Iterator[Server]) -> tuple[Server, ...]:
    return tuple(dict.fromkeys(servers))
