#!/usr/bin/env python3
"""Holds the house to its plan: who includes whom, whose tables whose SQL names, the furniture of every room.

    python3 tests/layers.py        exit 0: all as planned; 1: each fault as file:line: what is wrong
"""
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src"

# A room's tables begin with one of these; otherwise with the room's own name (`people_members` in commons/people).
TABLE_PREFIXES = {
    "core/engine": ["platform_"],
    "core/chronicle": ["chronicle_", "vault_"],
    "core/mail": ["mail_"],
    "core/web": ["web_"],
    "core/store": ["store_"],
}

# Tables that another room's code may name, each with its reason.
FOREIGN_TABLES = {
    ("core/engine", "chronicle_entries"): "verification and rebuild walk the stored entries",
    ("core/engine", "chronicle_nodes"): "verification compares the stored Merkle tree",
    ("core/engine", "vault_keys"): "an old backup must not bring back whom an entry erased",
    ("core/web", "chronicle_entries"): "the chronicle's pages list entries",
    ("core/web", "platform_parties"): "which entries of the chronicle name the viewer",
    ("core/web", "platform_secrets"): "the key that signs checkpoints",
    ("core/mail", "platform_secrets"): "the key that signs links in mails",
    ("commons/people", "platform_parties"): "everything about me: which entries name a member",
    ("app", "platform_secrets"): "the hash of the founder link",
}

# Files of more lines than this want a reason here.
LINES_MAX = 400
LONG_FILES = {}

# Commands are registered in a room's module.cpp; these rooms have a table of their own elsewhere.
REGISTERS_IN = {"core/engine": "platform.cpp", "core/web": "chronicle_page.cpp", "app": "rooms.cpp"}

# Paths of a machine: a tree that names one works on that machine only.
MACHINE_PATHS = re.compile(r"(?<![\w.}*])/(?:work|home|root|Users|mnt|tmp(?!/[\w.-]*XXXXXX))/[\w.]")
TEXT_ENDINGS = {".cpp", ".hpp", ".md", ".py", ".sh", ".cmake", ".txt", ".json", ".toml", ".html", ".css", ".js", ".mjs", ".sql", ""}

INCLUDE = re.compile(r'^\s*#\s*include\s+"([^"]+)"')
TABLE = re.compile(r"\{([a-z]+_[a-z0-9_]+)\}")
MAKES_TABLE = re.compile(r"CREATE TABLE (?:IF NOT EXISTS )?\{([a-z0-9_]+)\}")
COMMENT = re.compile(r"(?<![:\w])//.*|^\s*--.*|(?<=\s)-- .*")
REGISTERS = re.compile(r"\bcommand<\w+>\(")

faults: list[str] = []


def fault(path: Path, line: int, what: str) -> None:
    faults.append(f"{path.relative_to(ROOT)}:{line}: {what}")


def lines_of(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8", errors="replace").splitlines()


def tracked() -> list[Path]:
    """The tree's own files, those about to be committed too; without git, all but what is built or installed."""
    listed = subprocess.run(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
                            cwd=ROOT, capture_output=True, text=True)
    if listed.returncode == 0:
        return sorted(ROOT / name for name in set(listed.stdout.split("\0")) if name and (ROOT / name).is_file())
    skipped = {"build", "data", "node_modules", ".git"}
    return sorted(p for p in ROOT.rglob("*") if p.is_file() and p.relative_to(ROOT).parts[0] not in skipped)


def room_of(name: str) -> str:
    """The room a path under src belongs to: `core/base`, `app`."""
    parts = name.split("/")
    return parts[0] if parts[0] == "app" else "/".join(parts[:2])


def read_floors() -> dict[str, int]:
    floors: dict[str, int] = {}
    floor = 0
    for number, text in enumerate(lines_of(SOURCE / "LAYERS"), 1):
        rooms = text.split("#")[0].split()
        for room in rooms:
            if room in floors:
                fault(SOURCE / "LAYERS", number, f"{room} stands on two floors")
            if not (SOURCE / room).is_dir():
                fault(SOURCE / "LAYERS", number, f"there is no room {room}")
            floors[room] = floor
        floor += bool(rooms)
    return floors


def is_test(path: Path) -> bool:
    return path.stem.endswith(("_test", "testing"))


def check_includes(path: Path, room: str, floors: dict[str, int]) -> None:
    for number, text in enumerate(lines_of(path), 1):
        found = INCLUDE.match(text)
        if not found:
            continue
        target = found.group(1)
        if not (SOURCE / target).is_file():
            fault(path, number, f'"{target}" is no path from src; includes begin at src')
            continue
        other = room_of(target)
        if other == room:
            continue
        if other not in floors:
            fault(path, number, f"{other} stands on no floor of src/LAYERS")
        elif floors[other] > floors[room]:
            fault(path, number, f"{room} may not include {other}, which stands above it")
        elif floors[other] == floors[room]:
            fault(path, number, f"{room} and {other} are siblings; they never include each other")
        # core/base is what every room stands on, heavy as a whole: its headers may be taken one by one. Tests share what
        # other rooms' tests share.
        elif other != "core/base" and not target.endswith("/module.hpp") and not (is_test(path) and target.endswith("/testing.hpp")):
            fault(path, number, f"{room} reaches past {other}/module.hpp")


def prefixes_of(room: str) -> list[str]:
    """How the names of a room's tables begin; nothing where a room has none."""
    if room in TABLE_PREFIXES:
        return TABLE_PREFIXES[room]
    return [room.split("/")[-1] + "_"] if room.startswith(("commons/", "spaces/")) else []


def check_tables(path: Path, room: str, known: list[str]) -> None:
    """Braces hold other things than tables too (formatted text, formulas): a table is what begins like some room's."""
    own = tuple(prefixes_of(room))
    for number, text in enumerate(lines_of(path), 1):
        code = COMMENT.sub("", text)
        made = set(MAKES_TABLE.findall(code))
        for table in sorted(made | set(TABLE.findall(code))):
            if own and table.startswith(own) or (room, table) in FOREIGN_TABLES:
                continue
            if table in made:
                fault(path, number, f"{room} makes the table {table}, whose name does not begin with the room's")
            elif table.startswith(tuple(known)):
                fault(path, number, f"{room} names the table {table} of another room; ask that room through its module.hpp")


def check_furniture(room: str, files: list[Path]) -> None:
    folder = SOURCE / room
    names = {p.name for p in files}
    if "README.md" not in names:
        fault(folder, 1, "the room has no README.md")
    if room != "app" and "module.hpp" not in names:
        fault(folder, 1, "the room has no module.hpp, the only header that others include")
    code = [p for p in files if p.suffix == ".cpp" and not is_test(p)]
    registering = [p for p in code if any(REGISTERS.search(COMMENT.sub("", text)) for text in lines_of(p))]
    allowed = REGISTERS_IN.get(room, "module.cpp")
    for path in registering:
        if path.name != allowed:
            fault(path, 1, f"commands are registered in {allowed}, and nowhere else in the room")
    if room in REGISTERS_IN and allowed not in names:
        fault(folder, 1, f"{allowed} is gone; say in tests/layers.py where the room registers its parts")
    if room.startswith(("commons/", "spaces/")):
        for name in ("module.cpp", "schema.sql"):
            if name not in names:
                fault(folder, 1, f"a room that holds commands and tables has {name}")


def check_length(path: Path) -> None:
    count = len(lines_of(path))
    if count > LINES_MAX and str(path.relative_to(SOURCE)) not in LONG_FILES:
        fault(path, LINES_MAX, f"{count} lines in one file; divide it, or give the reason in LONG_FILES")


def check_machine_paths(path: Path) -> None:
    if path == Path(__file__).resolve() or path.suffix not in TEXT_ENDINGS:
        return
    for number, text in enumerate(lines_of(path), 1):
        found = MACHINE_PATHS.search(text)
        if found:
            fault(path, number, f"names a path of a machine: {found.group(0)}…")


def main() -> int:
    floors = read_floors()
    files = tracked()
    by_room: dict[str, list[Path]] = {room: [] for room in floors}
    known = [prefix for room in floors for prefix in prefixes_of(room)]
    for path in files:
        check_machine_paths(path)
        if SOURCE not in path.parents:
            continue
        name = path.relative_to(SOURCE).as_posix()
        if "/" not in name:
            continue
        room = room_of(name)
        if room not in floors:
            fault(path, 1, f"{room} stands on no floor of src/LAYERS")
            continue
        by_room[room].append(path)
        if path.suffix in {".cpp", ".hpp"}:
            check_includes(path, room, floors)
        if path.suffix in {".cpp", ".hpp", ".sql"}:
            check_length(path)
            # The store's own tests make tables of every name; a room's tests may look into all tables.
            if room != "core/store" and not is_test(path):
                check_tables(path, room, known)
    for room, inside in by_room.items():
        check_furniture(room, inside)
    for text in faults:
        print(text)
    if not faults:
        print(f"{len(floors)} rooms, {len(files)} files: all as planned")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
