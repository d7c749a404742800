"""What a crash test prints: offending texts, the table at the end, and the same as JSON.

    python3 tools/lib/crash_report.py FILE.json...    the table of docs/reliability.md; several runs are added up
"""
import json
import os
import platform
import sys
import time
from collections import Counter

sys.dont_write_bytecode = True
import bench_report  # noqa: E402
from crash_findings import ALLOWED, INVARIANTS  # noqa: E402

MOST_FINDINGS = 10  # of one kind on the screen


def title_of(key):
    return INVARIANTS.get(key) or ALLOWED[key]


def print_findings(findings):
    for key, title in INVARIANTS.items():
        found = [finding for finding in findings if finding.invariant == key]
        if found:
            print(f"  {title}: {len(found)}")
            for finding in found[:MOST_FINDINGS]:
                print(f"    {finding}")
            if len(found) > MOST_FINDINGS:
                print(f"    ... and {len(found) - MOST_FINDINGS} more")
    sys.stdout.flush()


class Results:
    """Adds up over batches. An audit speaks for its whole batch, so only the last one of a batch counts."""

    def __init__(self, arguments):
        self._arguments = arguments
        self._batches = []  # [game, last audit]
        self._audits = 0
        self.faults = []
        self._began = time.time()

    def begin_batch(self, game):
        self._batches.append([game, None])

    def note_audit(self, game, audit):
        self._batches[-1] = [game, audit]
        self._audits += 1

    def note_fault(self, sentence):
        self.faults.append(sentence)

    def current_figures(self):
        audit = self._batches[-1][1]
        return audit.figures if audit else {}

    @property
    def rounds(self):
        return sum(game.rounds for game, _ in self._batches)

    @property
    def findings(self):
        found = Counter(dict.fromkeys(INVARIANTS, 0))
        for _, audit in self._batches:
            found.update(audit.counts() if audit else {})
        return found

    @property
    def sound(self):
        return not self.faults and not any(self.findings.values())

    def as_json(self):
        figures, allowed, given_up = Counter(), Counter(dict.fromkeys(ALLOWED, 0)), Counter()
        for game, audit in self._batches:
            figures.update({"load_seconds": game.load_seconds, "kills": game.kills})
            if audit:
                figures.update(audit.figures)
                allowed.update(audit.allowed)
                given_up.update(audit.given_up_reasons)
        figures["load_seconds"] = round(figures["load_seconds"], 1)
        return {
            "when": time.strftime("%Y-%m-%d", time.gmtime(self._began)),
            "minutes": round((time.time() - self._began) / 60, 1),
            "build": os.path.basename(os.path.normpath(self._arguments.build)),
            "machine": f"{bench_report.cpu_model()}, {os.cpu_count()} cores; {platform.system()} {platform.release()}",
            "seeds": [self._arguments.seed], "seconds": self._arguments.seconds, "rounds": self.rounds,
            "audits": self._audits, "broken_by": self._arguments.fault, "figures": dict(figures),
            "longest_settle": round(max((game.longest_settle for game, _ in self._batches), default=0), 1),
            "findings": dict(self.findings), "allowed": dict(allowed), "given_up": dict(given_up), "faults": self.faults,
        }

    def write(self, path):
        with open(path, "w", encoding="utf-8") as file:
            json.dump(self.as_json(), file, indent=1, ensure_ascii=False)
            file.write("\n")


def sum_of(runs):
    """Several runs as one; what cannot be added is taken from the first, or is the largest."""
    total = dict(runs[0])
    for key in ("figures", "findings", "allowed", "given_up"):
        added = Counter()
        for run in runs:
            added.update(run[key])
        total[key] = dict(added)
    for key in ("rounds", "audits", "minutes", "seeds", "faults"):
        total[key] = sum((run[key] for run in runs[1:]), runs[0][key])
    total["minutes"] = round(total["minutes"], 1)
    total["longest_settle"] = max(run["longest_settle"] for run in runs)
    return total


def invariant_lines(findings, allowed, given_up, audits=1):
    """(what, count, verdict) for each line of the table. A hall that never came to an audit has proven nothing."""
    sound = "holds" if audits else "not audited"
    lines = [(title, findings[key], "BROKEN" if findings[key] else sound) for key, title in INVARIANTS.items()]
    for key, title in ALLOWED.items():
        reasons = ", ".join(f"{reason}: {count}" for reason, count in sorted(given_up.items())) if key == "given_up" else ""
        lines.append((title, allowed[key], reasons or "allowed"))
    return lines


def lines_of(run):
    return invariant_lines(run["findings"], run["allowed"], run["given_up"], run["audits"])


def load_lines(run):
    figures = Counter(run["figures"])
    rate = figures["texts"] / figures["load_seconds"] if figures["load_seconds"] else 0
    return [
        ("rounds", run["rounds"]), ("of them audited", run["audits"]), ("texts", figures["texts"]), ("texts a second under load", round(rate)),
        ("kills of the daemon", figures["kills"]), ("links lost", figures["link_losses"]),
        ("deliver_sm delivered again", figures["redelivered"]), ("repeats recognised", figures["repeats_recognised"]),
        ("orders", figures["orders"]), ("charges", figures["charges"]),
        ("submit_sm read", figures["submits"]), ("of them taken before", figures["resubmits"]),
        ("longest time to settle, s", run["longest_settle"]),
    ]


def plain(lines):
    width = max(len(str(line[0])) for line in lines)
    return "\n".join(f"  {str(what):<{width}}  {count:>9}" + "".join(f"  {word}" for word in rest)
                     for what, count, *rest in lines)


def table_of(audit):
    """The table of one audit alone."""
    return plain(invariant_lines(audit.counts(), audit.allowed, audit.given_up_reasons))


def table_of_results(run):
    """The table that stands at the end of tools/crash-test."""
    text = plain(load_lines(run)) + "\n\n" + plain(lines_of(run))
    return text + "".join(f"\n  FAULT: {fault}" for fault in run["faults"])


def markdown(run):
    """The same for docs/reliability.md."""
    head = (f"{run['rounds']} rounds of {run['seconds']:g} s with the preset {run['build']}, {run['when']}, "
            f"{run['minutes']:g} minutes; seed{'s' if len(run['seeds']) > 1 else ''} "
            f"{', '.join(map(str, run['seeds']))}. {run['machine']}.")
    load = ["| load | |", "| --- | ---: |"] + [f"| {what} | {count} |" for what, count in load_lines(run)[2:]]
    judged = ["| invariant | found | verdict |", "| --- | ---: | --- |"] + [
        f"| {what} | {count} | {verdict} |"
        for what, count, verdict in lines_of(run)]
    faults = [f"- {fault}" for fault in run["faults"]]
    return "\n".join([head, "", *judged, "", *load, *([""] + faults if faults else [])])


def main(paths):
    if not paths or paths[0].startswith("-"):
        print(__doc__)
        return 64
    runs = []
    for path in paths:
        with open(path, encoding="utf-8") as file:
            runs.append(json.load(file))
    print(markdown(sum_of(runs)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
