"""The socket that a server listens on."""

from __future__ import annotations

import os
import socket

from relparty.errors import UsageError
from relparty.phrases import Phrase

_BAD_PORT = Phrase("不是 0 至 65535 的端口号", "it is no port number from 0 to 65535")
_TAKEN = Phrase("不能在此监听：{reason}", "it cannot be listened on: {reason}")
_OTHER_PORT = Phrase(
    "可能已有程序（或另一个 relparty serve）占用；请用 --port 换一个端口",
    "perhaps another program (or another relparty serve) has it; choose another with --port",
)
_CHECK = Phrase("请核对后重试", "check it and try again")


def listening(host: str, port: int) -> socket.socket:
    """A socket that listens; raises UsageError where the address is taken or not this machine's."""
    try:
        family, kind, proto, _, address = socket.getaddrinfo(host or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        listener = socket.socket(family, kind, proto)  # asyncio sends at once only where the socket says that it is TCP
    except OSError as error:
        raise UsageError(f"{host}:{port}", _TAKEN(reason=error.strerror or str(error)), _OTHER_PORT()) from error
    try:
        if os.name == "posix":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(512)
    except OSError as error:
        listener.close()
        raise UsageError(f"{host}:{port}", _TAKEN(reason=error.strerror or str(error)), _OTHER_PORT()) from error
    return listener


def port_of(text: str) -> int:
    """The port that was told; raises UsageError for what is none. Zero lets the system choose one."""
    if not (text.isascii() and text.isdigit() and int(text) <= 65535):
        raise UsageError(f"--port {text}", _BAD_PORT(), _CHECK())
    return int(text)
