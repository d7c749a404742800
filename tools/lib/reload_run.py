"""The rounds of tools/reload-test, which says what the arguments are. While hall-smsc plays load, each round writes a
menu, good or bad, and has it loaded; some go back to an earlier version. At the end everything settles and is audited.
"""
import argparse
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True
import crash_rows  # noqa: E402
import reload_audit  # noqa: E402
from crash_processes import Ended, Hall, Smsc  # noqa: E402
from crash_record import Record  # noqa: E402

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SOURCES = os.path.join(ROOT, "tests", "reload")
SETTINGS = os.path.join(SOURCES, "smshalld.yaml")
BIND_LIMIT = 30     # seconds
SETTLE_LIMIT = 120  # seconds
MOST_SHOWN = 5      # findings of one kind
BREAK = "swap-before-commit"


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def write(path, text):
    """As an editor does: a reader sees the old file or the new one, never half of it."""
    with open(path + ".new", "w", encoding="utf-8") as file:
        file.write(text)
    os.replace(path + ".new", path)


def spoil(menu, chance):
    """A menu that must be refused, and what is wrong with it."""
    return chance.choice([
        (menu + "  : [\n", "syntax"),
        (menu + "colour: red\n", "unknown key"),
        (menu.replace('codes: [ABOUT]', 'codes: [CD]'), "a code twice"),
        (re.sub(r"  fault:.*\n", "", menu), "a text missing"),
        (menu[:menu.index("home:")], "half a file"),
        ("", "an empty file"),
        (menu.replace("action: fetch_coupon", "action: fetch_moon"), "unknown action"),
    ])


class Game:
    def __init__(self, arguments, folder):
        self.folder = folder
        self.chance = random.Random(arguments.seed)
        self.hallctl = os.path.join(arguments.build, "tools", "hallctl", "hallctl")
        self.template = read(os.path.join(SOURCES, "menu.yaml"))
        scenario = os.path.join(folder, "load.yaml")
        write(scenario, read(os.path.join(SOURCES, "load.yaml")).replace("SUBSCRIBERS", str(arguments.subscribers)))
        self.smsc = Smsc(arguments.build, folder, scenario, arguments.seed)
        self.hall = Hall(arguments.build, folder, SETTINGS, arguments.fault)
        self.menu = os.path.join(folder, "state", "menu.yaml")
        self.database = os.path.join(folder, "state", "hall.db")
        self.record = Record()
        self._offset = 0
        self.slowest = 0.0
        self.wrong = []
        self.done = {"good": 0, "bad": 0, "rollback": 0}

    def read_record(self):
        with open(os.path.join(self.folder, "record.jsonl"), "rb") as file:
            file.seek(self._offset)
            for line in file:
                if not line.endswith(b"\n"):
                    break
                self._offset += len(line)
                self.record.add(line)
        return self.record

    def check(self):
        self.hall.check()
        self.smsc.check()

    def wait(self, limit, what, condition):
        end = time.monotonic() + limit
        while not condition():
            self.check()
            if time.monotonic() > end:
                raise Ended(f"{what} within {limit} s")
            time.sleep(0.05)

    def begin(self):
        write(self.menu, self.template.replace("VERSION", "v0v"))
        self.hall.connect_to(self.smsc.start())
        self.hall.start()
        self.wait(BIND_LIMIT, "smshalld did not bind", lambda: self.read_record().phases)

    def ask(self, *words):
        began = time.monotonic()
        ended = subprocess.run([self.hallctl, *words, "--config", SETTINGS], capture_output=True, text=True, timeout=120,
                               check=False, env={**os.environ, **self.hall.environment})
        self.slowest = max(self.slowest, time.monotonic() - began)
        return ended.returncode, ended.stdout + ended.stderr

    def round(self, number):
        good = number % 2 == 1
        if good and number % 10 == 9:
            kind, words, expected = "rollback", ("rollback",), 0
        else:
            kind, words, expected = ("good" if good else "bad"), ("reload",), 0 if good else 1
            menu = self.template.replace("VERSION", f"v{number}v")
            what = ""
            if not good:
                menu, what = spoil(menu, self.chance)
            write(self.menu, menu)
        status, told = self.ask(*words)
        self.done[kind] += 1
        if status != expected:
            self.wrong.append(f"round {number}, {kind} {what if kind == 'bad' else ''}: status {status}: {told.strip()}")
        self.check()
        time.sleep(self.chance.uniform(0, 0.1))

    def settle(self):
        mark = self.read_record().lines
        self.smsc.stop_new_texts()
        self.wait(SETTLE_LIMIT, "it did not settle", lambda: any(
            line > mark and what == "settled" for line, what in self.read_record().phases)
            and crash_rows.waiting_parts(self.database) == 0)

    def end(self):
        status = self.hall.end()
        self.smsc.end()
        if status != 0:
            self.wrong.append(f"smshalld ended with status {status}")


def report(game, audit, seconds):
    figures = audit.figures
    print(f"  {game.done['good']} good reloads, {game.done['bad']} bad ones, {game.done['rollback']} rollbacks; the slowest "
          f"took {game.slowest * 1000:.0f} ms")
    print(f"  {figures['delivered']} texts in {seconds:.1f} s ({figures['delivered'] / seconds:.0f} a second), "
          f"{figures['replies']} replies in {figures['parts']} parts, {len(audit.versions)} versions")
    for fault, title in reload_audit.FAULTS.items():
        print(f"  {title}: {len(audit.findings[fault])}")
        for finding in audit.findings[fault][:MOST_SHOWN]:
            print(f"    {finding}")
    for sentence in game.wrong:
        print(f"  {sentence}")


def arguments_of(words):
    parser = argparse.ArgumentParser(prog="reload-test", add_help=False)
    parser.add_argument("--build", required=True)
    parser.add_argument("--runs", required=True)
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--subscribers", type=int, default=200)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1, 1_000_000))
    parser.add_argument("--break", dest="fault", choices=[BREAK])
    parser.add_argument("--keep", action="store_true")
    return parser.parse_args(words)


def main(words):
    arguments = arguments_of(words)
    os.makedirs(arguments.runs, exist_ok=True)
    folder = tempfile.mkdtemp(prefix="run.", dir=arguments.runs)
    print(f"reload-test: {arguments.rounds} rounds on {os.path.relpath(arguments.build)}, seed {arguments.seed}"
          + (f", broken by {arguments.fault}" if arguments.fault else ""), flush=True)
    game = Game(arguments, folder)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # both programs are ended then, as with Ctrl-C
    began = time.monotonic()
    try:
        game.begin()
        began = time.monotonic()
        for number in range(1, arguments.rounds + 1):
            game.round(number)
        seconds = time.monotonic() - began
        game.settle()
    except (Ended, KeyboardInterrupt) as fault:
        seconds = time.monotonic() - began
        game.wrong.append(str(fault) or "interrupted")
    finally:
        game.end()
    if not os.path.exists(game.database):
        print("\n".join(game.wrong + game.hall.last_lines() + game.smsc.last_lines()))
        return 1
    audit = reload_audit.Audit(game.read_record(), game.database)
    report(game, audit, seconds)
    expected = 1 + game.done["good"] + game.done["rollback"]
    if len(audit.versions) != expected:
        game.wrong.append(f"there are {len(audit.versions)} versions, not {expected}")
        print(f"  {game.wrong[-1]}")
    sound = audit.sound and not game.wrong
    if (sound or arguments.fault) and not arguments.keep:
        shutil.rmtree(folder)
    else:
        print(f"kept: {os.path.relpath(folder)}")
    if arguments.fault:
        found = len(audit.findings["mixture"]) + len(audit.findings["other_version"])
        print(f"reload-test: with {arguments.fault} the audit found {found} replies of another version than recorded")
        return 0 if found else 1
    print("reload-test: sound" if sound else "reload-test: BROKEN")
    return 0 if sound else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
