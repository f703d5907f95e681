#!/usr/bin/env python3
"""A vote opens for 100,000 members who want a mail: how long their letters take to lie in the outbox, and what a command
takes meanwhile. `REEF_BINARY=build/release/reef bench/mail.py`. The members are written into the tables of an example,
beside its chronicle; nothing is sent."""
import http.client
import json
import os
import socket
import sqlite3
import statistics
import subprocess
import tempfile
import time

reef = os.environ.get("REEF_BINARY", "build/release/reef")
members, first, patience_s = 100_000, 10_000_000, 300


class Local(http.client.HTTPConnection):
    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.connect(f"{data}/reef.sock")


def give(command, who, fields):
    """Gives a command; the milliseconds that it took."""
    begun = time.monotonic()
    line = Local("localhost")
    line.request("POST", f"/commands/{command}", json.dumps(fields),
                 {"X-Reef-As": who, "Accept": "application/json", "Content-Type": "application/json"})
    answer = line.getresponse()
    text = answer.read()
    assert answer.status == 200, text
    return (time.monotonic() - begun) * 1000


def figures(times):
    times = sorted(times)
    return f"median {statistics.median(times):.1f} ms, 99% {times[int(len(times) * .99)]:.1f} ms, most {times[-1]:.1f} ms"


with tempfile.TemporaryDirectory(dir="/dev/shm" if os.path.isdir("/dev/shm") else None) as folder:
    data = f"{folder}/data"
    subprocess.run([reef, "example", "ride", "--members", "12", "--days", "1", "--data", data], check=True, capture_output=True)
    table = sqlite3.connect(f"{data}/reef.sqlite")
    everybody = range(first, first + members)
    with table:
        table.executemany("INSERT INTO people_members (member, name, signed_up_at, entry) VALUES (?, ?, 1, 1)",
                          ((member, os.urandom(32)) for member in everybody))
        table.executemany("INSERT INTO people_memberships (member, class, joined_entry, joined_at) VALUES (?, 'rider', 1, 1)",
                          ((member,) for member in everybody))
        table.executemany("INSERT INTO notices_members (member, address, kept_entry, confirmed, language, rhythm, votes) "
                          "VALUES (?, ?, 1, 1, 'en', 'never', 1)", ((member, os.urandom(32)) for member in everybody))
    driver = str(table.execute("SELECT min(member) FROM people_memberships WHERE class = 'driver'").fetchone()[0])
    server = subprocess.Popen([reef, "serve", "--data", data, "--listen", "127.0.0.1:0"], stdout=subprocess.PIPE, text=True)
    try:
        while "Listening" not in server.stdout.readline():
            pass
        time.sleep(3)  # the postman has looked round
        give("notices.keep_address", driver, {"address": "driver@ride.example", "language": "en"})
        give("decisions.propose", driver, {
            "rule": "market.commission", "value": "12%", "reason": "We earn less.",
            "expected": {"indicator": "driver_income", "direction": "rises", "size": "4%", "by": "2027-12-01"},
            "effects": {"rights": "None.", "development": "Slower."}})

        def choose(number):
            return give("notices.choose", driver, {"language": "en" if number % 2 else "nl", "rhythm": "never", "votes": False})

        print("a command, in quiet:", figures([choose(number) for number in range(500)]))
        print(f"the command with which the vote opens: {give('platform.pass_time', driver, {'by': '3 days'}):.0f} ms")
        begun, meanwhile, letters = time.monotonic(), [], 0
        while letters < members and time.monotonic() - begun < patience_s:
            meanwhile.append(choose(len(meanwhile)))
            if len(meanwhile) % 20 == 0:
                letters = table.execute("SELECT count(*) FROM mail_outbox WHERE kind = 'vote'").fetchone()[0]
        print(f"{letters} letters in {time.monotonic() - begun:.1f} s")
        print(f"a command meanwhile ({len(meanwhile)}):", figures(meanwhile))
    finally:
        server.terminate()
        server.wait()
        table.close()
