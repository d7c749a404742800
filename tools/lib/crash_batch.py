"""The folder of one batch of a crash test, and how it is read:

    record.jsonl          what the SMSC saw
    book.txt              what hallctl audit found wrong in the book, last; empty: nothing
    kills.jsonl           when the daemon was started and killed
    state/hall.db         what the hall wrote
    smshalld.log, hall-smsc.log

    python3 tools/lib/crash_batch.py FOLDER     audits it once more
"""
import json
import os
import re
import sys

sys.dont_write_bytecode = True
import crash_audit  # noqa: E402
import crash_findings  # noqa: E402
import crash_report  # noqa: E402
import crash_rows  # noqa: E402
from crash_record import Record  # noqa: E402

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SETTINGS = os.path.join(ROOT, "tests", "crash", "smshalld.yaml")
SCENARIO = os.path.join(ROOT, "tests", "crash", "load.yaml")


def duration_in(path, key):
    """The value of `key: 500ms` in a YAML file, in milliseconds. Python's library has no YAML; the keys that the
    crash test asks for stand once in their file."""
    with open(path, encoding="utf-8") as file:
        found = re.findall(rf"^[^#\n]*?\b{key}:\s*(\d+)(ms|s|m|h|d)\b", file.read(), re.MULTILINE)
    if len(found) != 1:
        raise ValueError(f"{path} has {len(found)} times {key}:, not once")
    return int(found[0][0]) * {"ms": 1, "s": 1000, "m": 60_000, "h": 3_600_000, "d": 86_400_000}[found[0][1]]


def number_in(path, key):
    """The same of `key: 300`."""
    with open(path, encoding="utf-8") as file:
        found = re.findall(rf"^[^#\n]*?\b{key}:\s*(\d+)\s*$", file.read(), re.MULTILINE)
    if len(found) != 1:
        raise ValueError(f"{path} has {len(found)} times {key}:, not once")
    return int(found[0])


def terms():
    read = crash_findings.Terms(**{key: duration_in(SETTINGS, key) for key in ("patience", "doubt", "response_timeout")})
    if read.patience <= read.proof:
        raise ValueError(f"{SETTINGS}: patience must be more than {read.proof} ms, or every answer would be in doubt")
    return read


class Batch:
    """Reads on where it stopped, because each audit looks at everything of its batch so far."""

    def __init__(self, folder):
        self.folder = folder
        self.record = Record()
        self._offset = 0

    def path(self, name):
        return os.path.join(self.folder, name)

    @property
    def database(self):
        return os.path.join(self.folder, "state", "hall.db")

    def read_record(self):
        """Takes what the SMSC wrote since the last time; a line that is not whole yet waits."""
        try:
            with open(self.path("record.jsonl"), "rb") as file:
                file.seek(self._offset)
                for line in file:
                    if not line.endswith(b"\n"):
                        break
                    self._offset += len(line)
                    self.record.add(line)
        except FileNotFoundError:
            pass
        return self.record

    def kills(self):
        try:
            with open(self.path("kills.jsonl"), encoding="utf-8") as file:
                events = [json.loads(line) for line in file]
        except FileNotFoundError:
            return []
        return [event["at"] for event in events if event["event"] == "killed"]

    def note_book(self, differences):
        with open(self.path("book.txt"), "w", encoding="utf-8") as file:
            file.writelines(line + "\n" for line in differences)

    def book(self):
        try:
            with open(self.path("book.txt"), encoding="utf-8") as file:
                return [line.rstrip("\n") for line in file]
        except FileNotFoundError:
            return []

    def audit(self):
        # The rows first: a reply that is taken between the two looks is no reply that nobody submitted.
        rows = crash_rows.load_rows(self.database)
        return crash_audit.audit(self.read_record(), rows, self.kills(), terms(), self.book())


def audit_folder(folder):
    return Batch(folder).audit()


def main(arguments):
    if len(arguments) != 1 or arguments[0].startswith("-"):
        print(__doc__)
        return 64
    result = audit_folder(arguments[0])
    print(crash_report.table_of(result))
    crash_report.print_findings(result.findings)
    return 0 if result.sound else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
