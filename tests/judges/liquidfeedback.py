#!/usr/bin/python3
"""How LiquidFeedback itself counts entrusted votes, on small assemblies: writes the cases that representation_test.cpp reads.

    scripts/with_postgres tests/judges/liquidfeedback.py CORE.SQL > tests/judges/liquidfeedback.txt

CORE.SQL is that of LiquidFeedback Core 3.0.4 (2014, https://www.public-software-group.org/liquid_feedback). PostgreSQL of today does
not take it whole, so what is run of it, unchanged, is the view of the word that counts in an issue and the two functions that add
the delegated votes; the tables hold the columns which these name. Each line of the output is a case:

    who voted; member scope trustee, ...; votes cast by each who voted

Scopes are 0 issue, 1 area, 2 unit, the nearest first; the trustee "-" keeps the vote.
"""
import os
import random
import re
import subprocess
import sys

TABLES = """
CREATE TYPE "delegation_scope" AS ENUM ('unit', 'area', 'issue');
CREATE TABLE "member" ("id" INT4 PRIMARY KEY, "active" BOOLEAN);
CREATE TABLE "privilege" ("unit_id" INT4, "member_id" INT4, "voting_right" BOOLEAN);
CREATE TABLE "area" ("id" INT4, "unit_id" INT4);
CREATE TABLE "issue" ("id" INT4, "area_id" INT4);
CREATE TABLE "delegation" ("id" SERIAL8, "truster_id" INT4, "trustee_id" INT4, "scope" "delegation_scope",
  "unit_id" INT4, "area_id" INT4, "issue_id" INT4);
CREATE TABLE "direct_voter" ("issue_id" INT4, "member_id" INT4, "weight" INT4);
CREATE TABLE "delegating_voter" ("issue_id" INT4, "member_id" INT4, "weight" INT4, "scope" "delegation_scope",
  "delegate_member_ids" INT4[]);
CREATE FUNCTION "require_transaction_isolation"() RETURNS VOID LANGUAGE sql AS 'SELECT';
INSERT INTO "area" VALUES (1, 1);
INSERT INTO "issue" VALUES (1, 1);
"""


def parts_of(core: str) -> str:
    """The view and the functions, as they stand."""
    heads = [r'VIEW "issue_delegation"', r'FUNCTION "weight_of_added_vote_delegations"', r'FUNCTION "add_vote_delegations"']
    return "\n".join(re.search(rf"CREATE {head}.*?;\n\n", core, re.S).group(0) for head in heads)


def an_assembly(chance: random.Random):
    members = chance.randint(2, 12)
    voters = sorted(chance.sample(range(1, members + 1), chance.randint(1, max(1, members // 2))))
    words = []
    for member in range(1, members + 1):
        for scope in range(3):
            what = chance.randint(0, 5)
            trustee = chance.randint(1, members)
            if what == 0 and scope < 2:  # a vote is kept in an area or an issue; in the unit nothing is said
                words.append((member, scope, None))
            elif what in (1, 2, 3) and trustee != member:
                words.append((member, scope, trustee))
    return members, voters, words


def inserted(members, voters, words) -> str:
    names = ["issue", "area", "unit"]
    lines = ['TRUNCATE "member", "privilege", "delegation", "direct_voter", "delegating_voter";']
    lines += [f'INSERT INTO "member" VALUES ({m}, TRUE); INSERT INTO "privilege" VALUES (1, {m}, TRUE);' for m in range(1, members + 1)]
    for member, scope, trustee in words:
        lines.append(f'INSERT INTO "delegation" ("truster_id", "trustee_id", "scope", "{names[scope]}_id") '
                     f"VALUES ({member}, {'NULL' if trustee is None else trustee}, '{names[scope]}', 1);")
    lines += [f'INSERT INTO "direct_voter" VALUES (1, {voter}, 1);' for voter in voters]
    lines.append('SELECT "add_vote_delegations"(1) \\g /dev/null')
    lines.append("""SELECT 'weights ' || string_agg("weight"::text, ' ' ORDER BY "member_id") FROM "direct_voter";""")
    return "\n".join(lines)


def main() -> None:
    core = open(sys.argv[1], encoding="utf-8").read()
    chance = random.Random(4)
    cases = [an_assembly(chance) for _ in range(200)]
    sql = TABLES + parts_of(core) + "\n" + "\n".join(inserted(*case) for case in cases)
    said = subprocess.run(["psql", "-qAt", "-v", "ON_ERROR_STOP=1", os.environ["REEF_TEST_DATABASE"]], input=sql, text=True,
                          stdout=subprocess.PIPE, check=True).stdout
    weights = [line.removeprefix("weights ") for line in said.splitlines() if line.startswith("weights ")]
    assert len(weights) == len(cases)
    for (_, voters, words), cast in zip(cases, weights):
        told = ", ".join(f"{member} {scope} {'-' if trustee is None else trustee}" for member, scope, trustee in words)
        print(f"{' '.join(map(str, voters))}; {told}; {cast}")


main()
