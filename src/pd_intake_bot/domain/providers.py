"""Mail domains that anybody may have an address at: one of them says nothing of its owner.

Two people who write from there have nothing in common, so that letters to such a domain are
counted for each address and overall, and not together. The largest that are met in
Kazakhstan and Russia; a domain that is missing here is held a little earlier, no more.
"""

PUBLIC = frozenset(
    {
        "gmail.com", "googlemail.com",
        "mail.ru", "bk.ru", "inbox.ru", "list.ru", "internet.ru", "mail.kz", "xmail.ru",
        "yandex.ru", "yandex.kz", "yandex.com", "yandex.by", "ya.ru", "narod.ru",
        "rambler.ru", "lenta.ru", "autorambler.ru", "myrambler.ru", "ro.ru", "vk.com",
        "outlook.com", "hotmail.com", "live.com", "live.ru", "msn.com",
        "icloud.com", "me.com", "mac.com",
        "yahoo.com", "ymail.com", "aol.com", "gmx.com", "gmx.net", "gmx.de", "web.de",
        "proton.me", "protonmail.com", "tutanota.com", "tuta.com", "zoho.com",
        "nur.kz", "ok.kz", "mail.com", "inbox.lv", "ukr.net", "i.ua", "tut.by",
    }
)  # fmt: skip

SAME = {
    "googlemail.com": "gmail.com",
    "ya.ru": "yandex.ru", "yandex.kz": "yandex.ru", "yandex.com": "yandex.ru",
    "yandex.by": "yandex.ru", "narod.ru": "yandex.ru",
    "me.com": "icloud.com", "mac.com": "icloud.com",
    "protonmail.com": "proton.me",
}  # fmt: skip
"""Domains at which a name leads to the same mailbox as at another."""

IDLE = {"gmail.com": ".", "yandex.ru": ".-", "proton.me": ".-_"}
"""Signs in a name that lead to no other mailbox, by provider."""

SHARED = frozenset({"com", "co", "org", "net", "edu", "gov", "mil", "ac", "info"})
"""What stands before a country where names are held one label further down: `edu.kz`."""
