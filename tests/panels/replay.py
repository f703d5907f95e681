#!/usr/bin/env python3
"""Draws a panel again from its file, /panels/NUMBER/draw.json, as docs/lots.md says, without any code of Reef's.

    replay.py draw.json        says which panel comes out, and fails where the file says otherwise
"""
import hashlib
import json
import sys


def seats_of_classes(seats, strata):
    """What is kept for a class, and the rest by its members: floors, then one each to the largest remainders."""
    left = seats - sum(each["at_least"] for each in strata)
    members = sum(each["members"] for each in strata)
    parts = [left * each["members"] // members for each in strata]
    by_remainder = sorted(range(len(strata)), key=lambda i: (-(left * strata[i]["members"] % members), i))
    for i in by_remainder[: left - sum(parts)]:
        parts[i] += 1
    return [part + each["at_least"] for part, each in zip(parts, strata)]


def main(path):
    with open(path, encoding="utf-8") as file:
        draw = json.load(file)
    if draw["seed_entry"] < draw["frozen_entry"]:
        sys.exit("the seed is older than the pool")
    wrong = []
    for stratum, seats in zip(draw["strata"], seats_of_classes(draw["seats"], draw["strata"])):
        def lot(number):
            return hashlib.sha256(f"{draw['seed']}:{number}".encode()).digest()

        order = sorted(stratum["pool"], key=lot)
        panel = [number for number in order if number not in stratum["out"]][:seats]
        print(stratum["class"], seats, *panel)
        if seats != stratum["seats"] or order != stratum["order"] or panel != stratum["panel"]:
            wrong.append(stratum["class"])
        if set(draw["resting"]) & set(stratum["pool"]):
            wrong.append(stratum["class"] + " (resting)")
    if wrong:
        sys.exit("not what the file says: " + ", ".join(wrong))


main(sys.argv[1])
