"""A mail server for tests, of another's making (aiosmtpd), on a free port of this machine. What it is sent it reads with
Python's own mail parser and prints as a line of JSON. It ends with its standard input.

Usage: mail_server.py [slow]   `slow`: each mail takes a second. Recipients that begin with "refused" are refused for good,
those with "later" the first time, "content" once their mail is read."""
import asyncio
import email
import email.policy
import json
import sys
import threading

from aiosmtpd.smtp import SMTP

later = set()


class Judge:
    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("refused"):
            return "550 5.1.1 no such mailbox"
        if address.startswith("later") and address not in later:
            later.add(address)
            return "451 4.7.1 please come back later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if "slow" in sys.argv:
            await asyncio.sleep(1)
        if envelope.rcpt_tos[0].startswith("content"):
            return "554 5.7.1 we do not like it"
        raw = envelope.original_content
        mail = email.message_from_bytes(raw, policy=email.policy.default)
        print(json.dumps({
    "envelope" : [ envelope.mail_from, *envelope.rcpt_tos ], "headers" : {name.lower(): str(value) for name, value in mail.items()
    },
            "names": [name.lower() for name, _ in mail.items()],
            "from": mail["from"].addresses[0].addr_spec, "from_name": mail["from"].addresses[0].display_name,
            "to": mail["to"].addresses[0].addr_spec, "date": mail["date"].datetime.isoformat(),
            "text": mail.get_content(), "type": mail.get_content_type(),
            "defects": [str(each) for each in mail.defects + [d for v in mail.values() for d in v.defects]],
            "longest": max(len(line) for line in raw.split(b"\r\n")), "bare": raw.replace(b"\r\n", b"").count(b"\n"),
            "ascii": raw.isascii(),
        }), flush=True)
        return "250 kept"


async def main():
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(Judge(), enable_SMTPUTF8=False, hostname="judge.example"), "127.0.0.1", 0)
    print(json.dumps({"port": server.sockets[0].getsockname()[1]}), flush=True)
    ended = asyncio.Event()

    def wait():
        sys.stdin.read()
        loop.call_soon_threadsafe(ended.set)

    threading.Thread(target=wait, daemon=True).start()
    await ended.wait()


asyncio.run(main())
