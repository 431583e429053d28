"""A mail server that takes everything and keeps nothing, in a process of its own."""

import asyncio
import sys

from aiosmtpd.smtp import SMTP


class Takes:
    async def handle_DATA(self, server, session, envelope):
        return "250 Kept"


async def serve():
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(Takes()), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    sys.exit(asyncio.run(serve()))
