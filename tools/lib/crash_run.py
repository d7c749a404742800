"""The rounds of tools/crash-test, which says what the arguments are. Both programs run on over the rounds of a batch;
each round plays load, kills the hall once or twice, restarts it, waits until everything is settled, and audits.
"""
import argparse
import os
import random
import shutil
import signal
import sys
import tempfile
import time

import crash_batch
import crash_report
import crash_rows
from crash_processes import Ended, Hall, Smsc

ROUNDS_OF_BATCH = 25  # records and databases stay small enough to be read again each round
SETTLE_LIMIT = 60     # seconds
BIND_LIMIT = 30       # seconds
# What each switch of SMSHALL_BREAK must be found out by.
FAULTS = {"acknowledge-before-commit": "acknowledged_missing", "skip-repeats": "effects_doubled"}


def arguments_of(words):
    parser = argparse.ArgumentParser(prog="crash-test", add_help=False)
    parser.add_argument("--build", required=True)
    parser.add_argument("--runs", required=True)
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--seconds", type=float, default=3.0)
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--break", dest="fault", choices=sorted(FAULTS))
    parser.add_argument("--json", default=None)
    parser.add_argument("--keep", action="store_true")
    arguments = parser.parse_args(words)
    if arguments.rounds < 1 or arguments.seconds <= 0:
        parser.error("--rounds and --seconds begin above 0")
    if arguments.seed is None:
        arguments.seed = random.SystemRandom().randrange(1, 1_000_000)
    return arguments


def draw_kills(chance, seconds):
    """When the hall is killed in a round: [(seconds into the round, or after the restart before; after a restart?)]."""
    kills = [(chance.uniform(0.05, 0.9) * seconds, False)]
    kind = chance.random()
    if kind < 0.2:
        kills = sorted(kills + [(chance.uniform(0.05, 0.9) * seconds, False)])
    elif kind < 0.4:
        kills.append((chance.uniform(0, 0.05), True))  # the recovery itself
    return kills


class Game:
    """One batch under way."""

    def __init__(self, arguments, folder, seed):
        self.batch = crash_batch.Batch(folder)
        self.load_seconds = 0.0
        self.longest_settle = 0.0
        self.rounds = 0
        self.kills = 0
        self.smsc = Smsc(arguments.build, folder, crash_batch.SCENARIO, seed)
        self.hall = Hall(arguments.build, folder, crash_batch.SETTINGS, arguments.fault)

    def begin(self):
        """Starts both, and returns when the hall has bound: with sanitizers that takes its time."""
        self.hall.connect_to(self.smsc.start())
        self.hall.open_book(crash_batch.number_in(crash_batch.SCENARIO, "subscribers"))
        self.hall.start()
        limit = time.monotonic() + BIND_LIMIT
        while not self.batch.read_record().phases:
            self.check()
            if time.monotonic() > limit:
                raise Ended(f"smshalld did not bind within {BIND_LIMIT} s")
            time.sleep(0.01)

    def check(self):
        self.hall.check()
        self.smsc.check()

    def rest(self, seconds):
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            self.check()
            time.sleep(min(left, 0.2))

    def play(self, kills, seconds):
        """Load with the kills of one round. Returns how long everything took to settle, None when it did not."""
        self.rounds += 1
        if self.rounds > 1:
            self.smsc.go_on()
        began = time.monotonic()
        for moment, after_restart in kills:
            self.rest(moment if after_restart else moment - (time.monotonic() - began))
            self.hall.kill()
            self.kills += 1
            self.hall.start()
        self.rest(seconds - (time.monotonic() - began))
        mark = self.batch.read_record().lines
        self.smsc.stop_new_texts()
        self.load_seconds += time.monotonic() - began
        return self.settle(mark)

    def settle(self, mark):
        """Until the SMSC says so and the hall has nothing left to submit, which it may try again after a pause longer
        than the SMSC waits."""
        began = time.monotonic()
        while (taken := time.monotonic() - began) < SETTLE_LIMIT:
            self.check()
            phases = self.batch.read_record().phases
            if any(line > mark and what == "settled" for line, what in phases) and \
                    crash_rows.waiting_parts(self.batch.database) == 0:
                self.longest_settle = max(self.longest_settle, taken)
                return taken
            time.sleep(0.05)
        return None

    def end(self):
        """Returns what was wrong with the end, or nothing."""
        status = self.hall.end()
        self.smsc.end()
        return None if status == 0 else f"smshalld ended with status {status} after SIGTERM"


def show_ends(game):
    for program in (game.hall, game.smsc):
        if os.path.exists(program.log):
            print(f"---- the last lines of {os.path.relpath(program.log)}")
            print("\n".join(program.last_lines()))
    print("----", flush=True)


def play_round(game, number, chance, arguments, results):
    """One line on the screen. Whether the round was sound."""
    kills = draw_kills(chance, arguments.seconds)
    told = ", ".join(f"{moment * 1000:.0f} ms after the restart" if after else f"{moment:.2f} s" for moment, after in kills)
    before = dict(results.current_figures())
    settled = game.play(kills, arguments.seconds)
    game.batch.note_book(game.hall.audit_book())
    audit = game.batch.audit()
    results.note_audit(game, audit)
    figures = {key: value - before.get(key, 0) for key, value in audit.figures.items()}
    verdict = "ok" if audit.sound else "BROKEN"
    if settled is None:
        verdict = "NOT SETTLED" if audit.sound else "BROKEN, not settled"
    print(f"round {number:3}: killed at {told}; {figures['texts']} texts, {figures['redelivered']} redelivered, "
          f"{figures['repeats_recognised']} recognised, {figures['link_losses']} links lost; "
          f"{f'settled in {settled:.1f} s' if settled is not None else f'not settled in {SETTLE_LIMIT} s'}: {verdict}",
          flush=True)
    if settled is None:
        results.note_fault(f"round {number} was not settled within {SETTLE_LIMIT} s")
        show_ends(game)
    if not audit.sound:
        crash_report.print_findings(audit.findings)
    return audit.sound and settled is not None


def play_batch(arguments, runs, first, results):
    """Rounds from `first` to the end of the batch. Returns the next round."""
    folder = os.path.join(runs, f"rounds-from-{first:03}")
    os.makedirs(folder)
    # Everything that is drawn depends on the seed and the round's number alone.
    game = Game(arguments, folder, arguments.seed + first)
    results.begin_batch(game)
    sound, number = False, first
    try:
        game.begin()
        last = min(first + ROUNDS_OF_BATCH - 1, arguments.rounds)
        sound = True
        while sound and number <= last:
            sound = play_round(game, number, random.Random(f"{arguments.seed}/{number}"), arguments, results)
            number += 1
    except Ended as fault:
        sound = False
        results.note_fault(f"round {number}: {fault}")
        print(f"round {number:3}: {fault}", flush=True)
        show_ends(game)
        number += 1
    finally:
        wrong = game.end()
        if wrong and sound:
            sound = False
            results.note_fault(f"round {number - 1}: {wrong}")
            print(wrong, flush=True)
            show_ends(game)
    found = arguments.fault and results.findings[FAULTS[arguments.fault]]
    if (sound or found) and not arguments.keep:
        shutil.rmtree(folder)
    else:
        print(f"kept: {os.path.relpath(folder)}", flush=True)
    return number


def verdict_of_fault(arguments, results):
    wanted = FAULTS[arguments.fault]
    count = results.findings[wanted]
    title = crash_report.title_of(wanted)
    if count:
        print(f"crash-test: with {arguments.fault} the audit found what it must: {title}: {count}")
        return 0
    print(f"crash-test: with {arguments.fault} the audit found nothing of the kind '{title}' in {results.rounds} rounds")
    return 1


def main(words):
    arguments = arguments_of(words)
    os.makedirs(arguments.runs, exist_ok=True)
    runs = tempfile.mkdtemp(prefix="run.", dir=arguments.runs)
    print(f"crash-test: {arguments.rounds} rounds of {arguments.seconds:g} s on {arguments.build}, seed {arguments.seed}"
          + (f", broken by {arguments.fault}" if arguments.fault else ""), flush=True)
    results = crash_report.Results(arguments)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # both programs are ended then, as with Ctrl-C
    next_round = 1
    try:
        while next_round <= arguments.rounds:
            next_round = play_batch(arguments, runs, next_round, results)
            if arguments.fault and results.findings[FAULTS[arguments.fault]]:
                break
    except KeyboardInterrupt:
        results.note_fault("interrupted")
        print("interrupted", flush=True)
    try:
        os.rmdir(runs)
    except OSError:
        pass
    print(crash_report.table_of_results(results.as_json()))
    if arguments.json:
        results.write(arguments.json)
    if arguments.fault:
        return verdict_of_fault(arguments, results)
    return 0 if results.sound else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
