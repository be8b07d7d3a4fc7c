"""The socket that a server listens on."""

from __future__ import annotations

import asyncio
import socket

from relparty.cli.listening import listening


def test_answers_are_sent_at_once() -> None:
    """Without this an answer of two pieces waits 40 ms for the reader's word that the first one came."""

    async def asked() -> int:
        accepted: asyncio.Future[int] = asyncio.get_running_loop().create_future()

        def answer(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            accepted.set_result(writer.get_extra_info("socket").getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
            writer.close()

        with listening("127.0.0.1", 0) as listener:
            async with await asyncio.start_server(answer, sock=listener):
                _, writer = await asyncio.open_connection(*listener.getsockname())
                found = await asyncio.wait_for(accepted, 30)
                writer.close()
                await writer.wait_closed()
                return found

    assert asyncio.run(asked()) != 0
