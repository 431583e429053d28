"""A mail server that takes everything and keeps nothing, in a process of its own.

It offers PIPELINING, as the mail servers in use do; aiosmtpd reads what it is sent at once command by command.
"""

import asyncio
import sys

from aiosmtpd.smtp import SMTP


class Takes:
    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        session.host_name = hostname
        return [*responses[:-1], "250-PIPELINING", responses[-1]]

    async def handle_DATA(self, server, session, envelope):
        return "250 Kept"


async def serve():
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(Takes()), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    sys.exit(asyncio.run(serve()))
