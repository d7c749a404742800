"""The audit of tools/reload-test: what the SMSC saw and what the hall wrote down, compared text by text.

A marker is the word that a version of the menu has in each of its lines ("v17v"). Every reply must hold the marker of
the version that its text names, and no other; and what the SMSC got must be what the database says.
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
    "other_parts": "replies whose parts, as the SMSC got them, do not make up what was written down",
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
        for text_id, body in connection.execute("SELECT text_id, body FROM replies WHERE kind = 'reply'"):
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
        unaccounted = 0
        for (subscriber, body), count in acknowledged.items():
            # The same word of the same subscriber within the hall's patience may be one (docs/decisions/0007), and is
            # written down as a repeat then.
            if not 1 <= rows[(subscriber, body)] <= count:
                self._find("text_lost", f"{body} of {subscriber}: {rows[(subscriber, body)]} rows, {count} acknowledged")
            unaccounted += count - rows[(subscriber, body)]
        repeats = connection.execute("SELECT count(*) FROM inbound WHERE status = 'repeated'").fetchone()[0]
        if unaccounted != repeats:
            self._find("text_lost", f"{unaccounted} texts without a row of their own, but {repeats} recognised repeats")
        taken = Counter(submit.id for submit in self._record.submits if submit.kept)
        read = defaultdict(str)  # reply -> its parts, as the SMSC got them, put together
        bodies = {}
        for message_id, reply, body in connection.execute(
                "SELECT o.message_id, r.id, r.body FROM outbound o JOIN replies r ON r.id = o.reply_id "
                "ORDER BY r.id, o.part"):
            self.figures["parts"] += 1
            bodies[reply] = body
            if taken[message_id] == 1:
                read[reply] += self._record.submit_of(message_id).body
            else:
                self._find("part_missing", f"of reply {reply}: the SMSC took it {taken[message_id]} times")
        for reply, body in bodies.items():
            if read[reply] != body:
                self._find("other_parts", f"reply {reply}")
