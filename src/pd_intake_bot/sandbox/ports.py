"""The port of a server that refuses for a while: nobody else is given it meanwhile."""

import socket


def hold(host: str, port: int) -> socket.socket:
    """Take a port without listening: whoever connects is refused, until this is closed."""
    held = socket.socket()
    held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    held.bind((host, port))
    return held
