"""The audit of tools/reload-test: what the SMSC saw and what the hall wrote down, compared text by text.

A marker is the word that a version of the menu has in each of its lines ("v17v"). Every reply must hold the marker of
the version that its text names, and no other; in the database and in each part that the SMSC got.
"""
import re
from collections import Counter, defaultdict

import crash_rows
from crash_record import number_key

MARKER = re.compile(r"v\d+v")

# What is looked for -> how it is told.
FAULTS = {
    "text_lost": "acknowledged texts that the hall does not have, or has twice",
    "not_acknowledged": "texts that the hall did not take",
    "not_answered": "texts without a reply, or with two",
    "mixture": "replies from two versions",
    "other_version": "replies that are not of the version that their text names",
    "no_version": "texts that name no version",
    "part_missing": "parts of replies that the SMSC does not have, or has twice",
    "part_of_other_version": "parts that the SMSC got and that are not of the version of their text",
    "order": "texts that were decided by a version that had been replaced before",
}


class Audit:
    def __init__(self, record, database):
        self.findings = defaultdict(list)
        self.figures = Counter()
        self.versions = {}  # version -> marker
        self._record = record
        connection = crash_rows.connect(database)
        try:
            connection.execute("BEGIN")
            self._read(connection)
        finally:
            connection.close()

    @property
    def sound(self):
        return not any(self.findings.values())

    def _find(self, fault, what):
        self.findings[fault].append(what)

    def _read(self, connection):
        for version, body in connection.execute("SELECT version_id, body FROM version_files WHERE role = 'menu'"):
            self.versions[version] = MARKER.search(body).group()
        self._check_texts(connection)
        self._check_record(connection)

    def _check_texts(self, connection):
        replies = defaultdict(list)
        for text_id, body in connection.execute("SELECT text_id, body FROM replies"):
            replies[text_id].append(body)
        latest = 0
        for text_id, version in connection.execute("SELECT id, version FROM texts ORDER BY id"):
            self.figures["texts"] += 1
            if version is None:
                self._find("no_version", f"text {text_id}")
                continue
            if version < latest:
                self._find("order", f"text {text_id}: version {version} after {latest}")
            latest = max(latest, version)
            if len(replies[text_id]) != 1:
                self._find("not_answered", f"text {text_id} has {len(replies[text_id])} replies")
            for body in replies[text_id]:
                self.figures["replies"] += 1
                self._check_body("mixture", "other_version", f"the reply to text {text_id}", version, body)

    def _check_body(self, mixture, other, what, version, body):
        markers = set(MARKER.findall(body))
        if len(markers) > 1:
            self._find(mixture, f"{what}: {', '.join(sorted(markers))} in one")
        elif markers != {self.versions[version]}:
            self._find(other, f"{what}: {', '.join(sorted(markers)) or 'no marker'}, but version {version} is "
                              f"{self.versions[version]}")

    def _check_record(self, connection):
        rows = Counter((number_key(number), body) for number, body in connection.execute(
            "SELECT subscriber, body FROM texts"))
        acknowledged = Counter()
        for text in self._record.texts.values():
            self.figures["delivered"] += 1
            if text.acknowledged:
                acknowledged[(text.subscriber, text.body)] += 1
            else:
                self._find("not_acknowledged", f"{text.body} of {text.subscriber}")
        for (subscriber, body), count in acknowledged.items():
            if rows[(subscriber, body)] != count:
                self._find("text_lost", f"{body} of {subscriber}: {rows[(subscriber, body)]} rows, {count} acknowledged")
        taken = Counter(submit.id for submit in self._record.submits if submit.kept)
        for message_id, part, text_id, version in connection.execute(
                "SELECT o.message_id, o.part, r.text_id, t.version FROM outbound o JOIN replies r ON r.id = o.reply_id "
                "JOIN texts t ON t.id = r.text_id WHERE t.version IS NOT NULL"):
            self.figures["parts"] += 1
            what = f"part {part} of the reply to text {text_id}"
            submit = self._record.submit_of(message_id)
            if submit is None or taken[message_id] != 1:
                self._find("part_missing", what)
            else:
                self._check_body("mixture", "part_of_other_version", what, version, submit.body)
