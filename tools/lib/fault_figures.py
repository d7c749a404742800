#!/usr/bin/env python3
"""What a hall must reach against an SMSC with one fault: the figures of tools/faults.

    fault_figures.py --names | --head
    fault_figures.py NAME FIGURES.json [--break]

Exit status 0: all were reached; with --break: none was. FIGURES.json is what hall-smsc --play wrote.
"""

import json
import sys


def answered_a_second(figures):
    """While texts were offered: what came later was late."""
    return figures["answered_meanwhile"] / max(figures["texted_seconds"], 1e-9)


def others_longest(figures):
    """In seconds, of texts whose own submits the SMSC did not trouble."""
    return figures["others_ms"]["max"] / 1000


def throttled_share(figures):
    """Per cent, after the first five seconds."""
    return 100 * figures["throttled_later"] / max(figures["submits_later"], 1)


AT_LEAST, AT_MOST = ">=", "<="
ANSWERED = "answered/s"
OTHERS = "longest wait of others, s"

# name: what, how it is measured, bound
FIGURES = {
    "random-throttle-10": [(ANSWERED, answered_a_second, AT_LEAST, 300)],
    "random-throttle-1": [(ANSWERED, answered_a_second, AT_LEAST, 380)],
    "one-destination-throttled": [(ANSWERED, answered_a_second, AT_LEAST, 19), (OTHERS, others_longest, AT_MOST, 1)],
    "unanswered-2": [(ANSWERED, answered_a_second, AT_LEAST, 95)],
    "drops-3s": [("longest wait of all, s", others_longest, AT_MOST, 5)],
    "rebind-status-1": [(OTHERS, others_longest, AT_MOST, 1)],
    "throttled-30": [("throttled after 5 s, %", throttled_share, AT_MOST, 0.3)],
}


def row(*cells):
    return "{:<26}{:<28}{:>9} {:<9} {:<8}{:>9}{:>9}{:>10}".format(*cells)


def main(arguments):
    if arguments[:1] == ["--names"]:
        print("\n".join(FIGURES))
        return 0
    if arguments[:1] == ["--head"]:
        print(row("scenario", "figure", "measured", "bound", "", "p50 ms", "p90 ms", "sessions"), flush=True)
        return 0
    name, path = arguments[:2]
    broken = "--break" in arguments
    with open(path, encoding="utf-8") as file:
        figures = json.load(file)
    verdicts = []
    for what, measure, relation, bound in FIGURES[name]:
        measured = measure(figures)
        reached = measured >= bound if relation == AT_LEAST else measured <= bound
        # A play without texts, or in which the hall lost or turned round replies, reaches nothing.
        reached = reached and figures["begun"] > 0 and figures["overtaken"] == 0
        if not broken:
            reached = reached and figures["answered"] == figures["owed"]
        verdicts.append(reached)
        waits = figures["others_ms"]
        print(row(name, what, f"{measured:.2f}", f"{relation} {bound}", "reached" if reached else "MISSED",
                  f"{waits['p50']:.0f}", f"{waits['p90']:.0f}", figures["links_bound"]), flush=True)
    if broken:
        return 0 if not any(verdicts) else 1
    return 0 if all(verdicts) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
