"""How servers of mail are known: by a certificate that is verified, under TLS 1.2 or newer."""

import ssl
from pathlib import Path


def context(ca_file: Path | None) -> ssl.SSLContext:
    """Trust what the system trusts, or this file alone; the name must be the server's own."""
    made = ssl.create_default_context(cafile=ca_file)
    made.minimum_version = ssl.TLSVersion.TLSv1_2
    return made
