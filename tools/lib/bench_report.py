"""What tools/bench prints at its end: medians over its runs, the machine, and where the clerk's time went.

Each argument is the folder of one run: load.json from hall-smsc, smshalld.log with the clerk's totals.
"""
import json
import os
import platform
import re
import statistics
import subprocess
import sys
import time


def clerk_totals(folder):
    """The numbers of the line in which smshalld sums up its clerk, or nothing when it wrote none."""
    totals = {}
    with open(os.path.join(folder, "smshalld.log"), encoding="utf-8", errors="replace") as log:
        for line in log:
            if re.search(r"\bevent=clerk_totals\b", line):
                totals = {key: float(value) for key, value in re.findall(r"\b(\w+)=([0-9.]+)(?=\s|$)", line)}
    return totals


def output_of(*command):
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return "unknown"


def cpu_model():
    with open("/proc/cpuinfo", encoding="utf-8") as info:
        names = re.findall(r"^model name\s*:\s*(.*)$", info.read(), re.MULTILINE)
    return names[0] if names else platform.machine()


def sync_millis(folder):
    """What one durable write of a page costs on this disk: the floor below every commit."""
    path = os.path.join(folder, "sync-probe")
    taken = []
    descriptor = os.open(path, os.O_CREAT | os.O_WRONLY, 0o600)
    try:
        for i in range(200):
            os.pwrite(descriptor, b"\0" * 4096, i * 4096)
            begin = time.perf_counter()
            os.fdatasync(descriptor)
            taken.append((time.perf_counter() - begin) * 1000)
    finally:
        os.close(descriptor)
        os.unlink(path)
    return statistics.median(taken)


def main(folders):
    loads = []
    for folder in folders:
        with open(os.path.join(folder, "load.json"), encoding="utf-8") as file:
            loads.append(json.load(file))
    totals = [clerk_totals(folder) for folder in folders]

    def median(pick):
        return statistics.median(pick(load) for load in loads)

    first = loads[0]
    print(f"Medians of {len(loads)} runs of {first['texts']} texts from {first['subscribers']} subscribers, "
          f"{first['outstanding']} deliver_sm outstanding:")
    print(f"  texts answered per second  {median(lambda l: l['texts_per_second']):10.0f}")
    print(f"  PDUs per second, both ways {median(lambda l: l['pdus_per_second']):10.0f}")
    print(f"  {'milliseconds':<26} {'p50':>10} {'p90':>10} {'p99':>10} {'max':>10}")
    for name, key in (("to deliver_sm_resp", "acknowledged_ms"), ("to the answer's last part", "answered_ms")):
        figures = " ".join(f"{median(lambda l, q=q: l[key][q]):10.2f}" for q in ("p50", "p90", "p99", "max"))
        print(f"  {name:<26} {figures}")
    print(f"  texts per second in each run: {', '.join(format(l['texts_per_second'], '.0f') for l in loads)}")

    print("Where the clerk's time went:")
    if all("sqlite_ms" in t and t.get("busy_ms", 0) > 0 for t in totals):
        wall = statistics.median(t["sqlite_ms"] / (l["seconds"] * 1000) for t, l in zip(totals, loads))
        busy = statistics.median(t["sqlite_ms"] / t["busy_ms"] for t in totals)
        print(f"  SQLite's share of the load's wall time {wall:7.1%}")
        print(f"  SQLite's share of the clerk's work     {busy:7.1%}")
        if all("commit_ms" in t for t in totals):
            commit = statistics.median(t["commit_ms"] / t["sqlite_ms"] for t in totals if t["sqlite_ms"] > 0)
            print(f"  of SQLite's time, in COMMIT            {commit:7.1%}")
        if all(t.get("batches", 0) > 0 for t in totals):
            print(f"  texts in a batch, on average           {statistics.median(t['texts'] / t['batches'] for t in totals):7.1f}")
    else:
        print("  smshalld wrote no event=clerk_totals line")

    print("Machine:")
    print(f"  {cpu_model()}, {os.cpu_count()} cores; {platform.system()} {platform.release()}")
    disk = output_of("findmnt", "--noheadings", "--output", "FSTYPE", "--target", folders[0])
    print(f"  database on {disk}; one 4 KiB write made durable takes {sync_millis(folders[0]):.2f} ms (median of 200)")
    print(f"  {output_of('g++', '--version').splitlines()[0]}; preset release")


if __name__ == "__main__":
    main(sys.argv[1:])
