"""Reads a calendar from standard input by python3-icalendar, and prints what it understood as JSON."""
import json
import sys

from icalendar import Calendar

raw = sys.stdin.buffer.read()
calendar = Calendar.from_ical(raw)
print(json.dumps({
    "name": str(calendar["X-WR-CALNAME"]), "version": str(calendar["VERSION"]), "product": str(calendar["PRODID"]),
    "errors": [str(each) for part in calendar.walk() for each in part.errors],
    "events": [{
        "uid": str(event["UID"]), "summary": str(event["SUMMARY"]), "url": str(event["URL"]),
        "at": event.decoded("DTSTART").isoformat(), "stamp": event.decoded("DTSTAMP").isoformat(),
    } for event in calendar.walk("VEVENT")],
    "longest": max(len(line) for line in raw.split(b"\r\n")), "bare": raw.replace(b"\r\n", b"").count(b"\n"),
}))
