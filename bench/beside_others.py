#!/usr/bin/env python3
"""Times `reef` beside programs that Debian packages, on this machine, command against command: each reads the same
input from a file and prints its result. Prints rows of CPU seconds and peak MiB. The outcome is compared where both
give one.

    scripts/install bench && scripts/build release reef && /usr/bin/python3 bench/beside_others.py

belenios-tool: Schulze, majority judgment and STV as Belenios (OCaml) counts them. networkx: label propagation. numpy: the axes of the map of opinions
from the dense matrix with means in the gaps, and k-means, in place of a package that does the whole.
"""
import json
import os
import random
import resource
import sys
import tempfile

REEF = os.environ.get("REEF_BINARY", os.path.join(os.path.dirname(__file__), "..", "build", "release", "reef"))


def run(command, stdin=None):
    """What it printed, CPU seconds, peak MiB."""
    with open(stdin or os.devnull) as given, tempfile.TemporaryFile() as out:
        pid = os.posix_spawnp(command[0], command, os.environ,
                              file_actions=[(os.POSIX_SPAWN_DUP2, given.fileno(), 0),
                                            (os.POSIX_SPAWN_DUP2, out.fileno(), 1)])
        _, status, usage = os.wait4(pid, 0)
        if status:
            sys.exit(f"failed: {' '.join(command)}")
        out.seek(0)
        return out.read(), usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def row(name, ours, theirs, note=""):
    # A process that needs less memory than this one counts as this one, from which it was made.
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    cells = [f"{seconds:.2f} s" + (f", {peak:.0f} MiB" if peak > 1.2 * own else "") for _, seconds, peak in (ours, theirs)]
    print(f"| {name} | {cells[0]} | {cells[1]} | {theirs[1] / ours[1]:.1f} | {note} |", flush=True)


def names(candidates):
    return [str(i) for i in range(candidates)]


def write_csv(path, kind, rows, candidates, extra=""):
    with open(path, "w") as file:
        file.write(f"# reef ballots: {kind}\n{extra}" + ",".join(names(candidates)) + "\n")
        file.writelines(",".join(map(str, row)) + "\n" for row in rows)


def winners(printed):
    return [int(winner) for winner in json.loads(printed)["winners"]]


def schulze(folder, candidates, ballots):
    lots = random.Random(1)
    ranks = [[place + 1 for place in lots.sample(range(candidates), candidates)] for _ in range(ballots)]
    csv, ranked = os.path.join(folder, "ranked.csv"), os.path.join(folder, "ranked.json")
    write_csv(csv, "ranked", ranks, candidates)
    json.dump(ranks, open(ranked, "w"))
    ours = run([REEF, "tally", "--method", "schulze-winning-votes", csv])
    theirs = run(["belenios-tool", "method", "schulze", "--blank-allowed=false", f"--nchoices={candidates}"], ranked)
    first = json.loads(theirs[0])["winners"][0]
    same = json.loads(ours[0])["ranking"][0] == [str(i) for i in first]
    row(f"Schulze, {candidates} candidates, {ballots:,} ballots", ours, theirs, "same winner" if same else "DIFFER")


def majority_judgment(folder, candidates, ballots):
    lots = random.Random(2)
    grades = [[lots.randint(1, 6) for _ in range(candidates)] for _ in range(ballots)]  # 1 is the best there
    csv, graded = os.path.join(folder, "grades.csv"), os.path.join(folder, "grades.json")
    write_csv(csv, "score", [[6 - grade for grade in ballot] for ballot in grades], candidates, "# top: 5\n")
    json.dump(grades, open(graded, "w"))
    ours = run([REEF, "tally", "--method", "majority-judgment", csv])
    theirs = run(["belenios-tool", "method", "majority-judgment", "--blank-allowed=false", f"--nchoices={candidates}",
                  "--ngrades=6"], graded)
    same = json.loads(ours[0])["ranking"] == [[str(i) for i in group] for group in json.loads(theirs[0])["winners"]]
    row(f"majority judgment, {candidates} candidates, {ballots:,} ballots", ours, theirs,
        "same ranking" if same else "DIFFER")


def stv(folder, candidates, seats, ballots):
    lots = random.Random(3)
    strength = [lots.expovariate(1) for _ in range(candidates)]
    ranks = []
    for _ in range(ballots):
        order = sorted(range(candidates), key=lambda i: -strength[i] * lots.random())
        ranks.append([order.index(i) + 1 for i in range(candidates)])
    csv, ranked = os.path.join(folder, "stv.csv"), os.path.join(folder, "stv.json")
    write_csv(csv, "ranked", ranks, candidates, f"# seats: {seats}\n")
    json.dump(ranks, open(ranked, "w"))
    ours = run([REEF, "tally", "--method", "stv-wigm", csv])
    theirs = run(["belenios-tool", "method", "stv", f"--nseats={seats}"], ranked)
    same = sorted(winners(ours[0])) == sorted(json.loads(theirs[0])["winners"])
    row(f"STV, {candidates} candidates, {seats} seats, {ballots:,} ballots", ours, theirs,
        "same winners" if same else "other winners: its rule is another")


DENSE = """
import csv, sys, numpy
votes = [(int(v["voter-id"]), int(v["comment-id"]), int(v["vote"])) for v in csv.DictReader(open(sys.argv[1]))]
people, statements = 1 + max(v[0] for v in votes), 1 + max(v[1] for v in votes)
given = numpy.full((people, statements), numpy.nan)
for person, statement, vote in votes: given[person, statement] = vote
mean = numpy.nanmean(given, axis=0)
away = numpy.where(numpy.isnan(given), 0, given - mean)
axes = numpy.linalg.eigh(away.T @ away)[1][:, -2:]
places = away @ axes * numpy.sqrt(statements / (~numpy.isnan(given)).sum(axis=1))[:, None]
lots = numpy.random.default_rng(1)
for k in range(2, 6):
    centres = places[lots.choice(people, k, replace=False)]
    for _ in range(100):
        group = ((places[:, None, :] - centres) ** 2).sum(axis=2).argmin(axis=1)
        moved = numpy.array([places[group == g].mean(axis=0) if (group == g).any() else centres[g] for g in range(k)])
        if numpy.allclose(moved, centres): break
        centres = moved
print(axes[:, 1].tolist())
"""


def opinions(folder, people, statements, each):
    lots = random.Random(4)
    camps = [[lots.random() for _ in range(statements)] for _ in range(3)]
    export = os.path.join(folder, f"export{people}")
    os.mkdir(export)
    with open(os.path.join(export, "comments.csv"), "w") as file:
        file.write("timestamp,comment-id,author-id,moderated,comment-body\n")
        file.writelines(f"1,{s},0,1,Statement {s}\n" for s in range(statements))
    with open(os.path.join(export, "votes.csv"), "w") as file:
        file.write("timestamp,comment-id,voter-id,vote\n")
        for person in range(people):
            camp = camps[0 if person % 10 < 5 else 1 if person % 10 < 8 else 2]
            for s in lots.sample(range(statements), each):
                answer = lots.random()
                vote = 1 if answer < 0.1 + 0.7 * camp[s] else -1 if answer < 0.9 else 0
                file.write(f"1,{s},{person},{vote}\n")
    ours = run([REEF, "opinions", export])
    theirs = run([sys.executable, "-c", DENSE, os.path.join(export, "votes.csv")])
    own, dense = json.loads(ours[0])["components"]["loadings"][0], json.loads(theirs[0])
    same = abs(abs(sum(a * b for a, b in zip(own, dense))) - 1) < 1e-6
    row(f"opinions, {people:,} x {statements}, {people * each:,} answers", ours, theirs,
        "same first axis" if same else "DIFFER")


LABELS = """
import random, sys, time, networkx
lots, links = random.Random(5), int(sys.argv[1])
graph = networkx.Graph()
for _ in range(links):  # as bench/measure_bench.cpp draws them: groups of 100, nine links in ten within
    one = lots.randrange(links // 10)
    other = one // 100 * 100 + lots.randrange(100) if lots.random() < 0.9 else lots.randrange(links // 10)
    weight = graph.get_edge_data(one, other, {"weight": 0})["weight"]
    graph.add_edge(one, other, weight=weight + 1)
begun = time.process_time()
found = list(networkx.algorithms.community.asyn_lpa_communities(graph, weight="weight", seed=1))
print(time.process_time() - begun, networkx.algorithms.community.modularity(graph, found))
"""


def communities(links):
    """Without reading and printing on either side: the measures have no command."""
    bench = os.path.join(os.path.dirname(REEF), "reef_measure_bench")
    printed = run([bench, f"--benchmark_filter=label_propagation/{links}$", "--benchmark_format=json"])[0]
    ours = json.loads(printed)["benchmarks"][0]
    theirs = run([sys.executable, "-c", LABELS, str(links)])[0].split()
    print(f"| communities, {links:,} links | {ours['cpu_time'] / 1000:.2f} s | {float(theirs[0]):.2f} s "
          f"| {float(theirs[0]) * 1000 / ours['cpu_time']:.0f} "
          f"| modularity {ours['modularity']:.3f} and {float(theirs[1]):.3f} |", flush=True)


def main():
    print("| case | reef | the other | times | outcome |\n|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        schulze(folder, 10, 100_000)
        schulze(folder, 100, 10_000)
        majority_judgment(folder, 10, 2_000)
        stv(folder, 10, 4, 10_000)
        for people in (1_000, 10_000, 30_000):
            opinions(folder, people, 200, 100)
    communities(100_000)


if __name__ == "__main__":
    main()
