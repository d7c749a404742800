"""A made-up crash test for the audit's tests: an SMSC's record and a hall's database, written step by step.

The record is written as hall-smsc writes it; the database has the schema that daemon/store/schema.cpp puts together.
"""
import json
import pathlib
import re
import sqlite3
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools" / "lib"))
import crash_audit  # noqa: E402
import crash_findings  # noqa: E402
import crash_rows  # noqa: E402
from crash_record import Record  # noqa: E402

TERMS = crash_findings.Terms(patience=1500, doubt=2000, response_timeout=3000, slack=0)
SUBSCRIBER = "13800000001"


def schema():
    """As the daemon makes it, so that a change there which the audit does not know fails here."""
    folder = ROOT / "daemon" / "store"
    source = (folder / "schema.cpp").read_text(encoding="utf-8")
    source = source[source.index("migrations = {"):]
    steps = []
    for body, name in re.findall(r'R"sql\((.*?)\)sql"|^    (migration_\w+),', source, re.DOTALL | re.MULTILINE):
        if name:
            body, = re.findall(r'R"sql\((.*?)\)sql"', (folder / f"{name}.hpp").read_text(encoding="utf-8"), re.DOTALL)
        steps.append(body)
    return "".join(steps)


SCHEMA = schema()


class Scene:
    """An SMSC's record and a hall's database, written step by step; each step takes 10 ms."""

    def __init__(self):
        self.file = tempfile.NamedTemporaryFile(suffix=".db")
        self.db = sqlite3.connect(self.file.name)
        self.db.execute("PRAGMA synchronous = OFF")
        self.db.execute("PRAGMA journal_mode = MEMORY")
        self.db.executescript("BEGIN;" + SCHEMA + "COMMIT;")
        self.record = Record()
        self.kills = []
        self.book = []  # what hallctl audit tells
        self.now = 1_000_000
        self.sequence = 0

    def event(self, **fields):
        self.now += 10
        self.record.add(json.dumps({"at": self.now, **fields}))

    def insert(self, table, **columns):
        names = ", ".join(columns)
        marks = ", ".join("?" * len(columns))
        return self.db.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(columns.values())).lastrowid

    # What the SMSC saw.

    def delivered(self, text, body, part=1, parts=1, attempt=1, link=1, subscriber=SUBSCRIBER):
        self.sequence += 1
        self.event(event="deliver", text=text, part=part, parts=parts, **{"from": subscriber}, to="10086", link=link,
                   sequence=self.sequence, attempt=attempt, body=body)
        return self.sequence

    def answered(self, text, sequence, status=0, part=1, link=1):
        self.event(event="answer", text=text, part=part, link=link, sequence=sequence, status=status)

    def lost(self, link=1):
        self.event(event="link", link=link, what="dropped")

    def killed(self):
        self.now += 10
        self.kills.append(self.now)

    def submitted(self, id, body, part=1, parts=1, kept=True, status=0, to=SUBSCRIBER, link=1):
        self.event(event="submit", id=id, link=link, sequence=1, **{"from": "10086"}, to=to, status=status, kept=kept,
                   part=part, parts=parts, reference=7, body=body)

    # What the hall wrote.

    def pdu(self, sequence, text_id, part=None, status="read", repeat_of=None, kind="text", subscriber=SUBSCRIBER):
        return self.insert(
            "inbound", smsc="main", link="main/1", received_at=self.now, recorded_at=self.now, command="deliver_sm",
            sequence_number=sequence, service_type="", source=subscriber, source_ton=0, source_npi=0,
            destination="10086", destination_ton=0, destination_npi=0, esm_class=0, protocol_id=0, priority_flag=0,
            data_coding=0, short_message=b"", tlvs=b"", subscriber="86" + subscriber, kind=kind, part_sequence=part,
            status=status, text_id=text_id, repeat_of=repeat_of)

    def effect(self, body, subscriber=SUBSCRIBER, outcome=None):
        return self.insert("texts", smsc="main", subscriber="86" + subscriber, hall_number="10086", received_at=self.now,
                           decided_at=self.now, parts=1, alphabet="gsm7", body=body, meaning="code", outcome=outcome)

    def reply(self, text_id, *bodies, ids=(), status="accepted", repeated=0, reason=None, command_status=None, held=0,
              subscriber=SUBSCRIBER, kind="reply"):
        """One outbound row for each body; `ids` are those that the SMSC gave, as far as the hall heard."""
        reply_id = self.insert(
            "replies", text_id=text_id, smsc="main", subscriber="86" + subscriber, source="10086", source_ton=0,
            source_npi=0, destination=subscriber, destination_ton=0, destination_npi=0, body="".join(bodies),
            alphabet="gsm7", data_coding=0, parts=len(bodies), open_parts=0, registered_delivery=1, created_at=self.now, kind=kind)
        return [self.insert(
            "outbound", reply_id=reply_id, part=i + 1, esm_class=0, short_message=b"", tlvs=b"", status=status,
            maybe_repeated=repeated, reason=reason, held=held, command_status=command_status,
            message_id=ids[i] if i < len(ids) else None) for i in range(len(bodies))]

    def order(self, text_id, kind="order", package="P1", subscription=None, charges=1, moved=None, subscriber=SUBSCRIBER):
        """What an order leaves in the book: its row, the subscription, and the charge of the first month (200 fen).
        Returns the subscription's id."""
        number = "86" + subscriber
        if subscription is None:
            subscription = self.insert("subscriptions", number=number, package=package, state="active", starts=20000,
                                       anchor=20000, notice_days=0, text_id=text_id)
        self.insert("orders", at=self.now, day=20000, kind=kind, number=number, package=package,
                    subscription_id=subscription, text_id=text_id)
        if kind == "order" and charges:
            movement = self.moved(subscription, moved or 200, subscriber)
            self.insert("charges", subscription_id=subscription, month=0, day=20000, amount=200, movement_id=movement)
        return subscription

    def moved(self, subscription, amount=200, subscriber=SUBSCRIBER):
        return self.insert("movements", at=self.now, day=20000, number="86" + subscriber, amount=-amount, kind="charge",
                           subscription_id=subscription)

    def asked(self, text, subscriber=SUBSCRIBER):
        """A text that orders, and the question that answers it, read."""
        return self.exchange(text, "KTP1", subscriber, answer="Question: 确认请在30分钟内回复Y", outcome="ask")

    def exchange(self, text, body, subscriber=SUBSCRIBER, answer=None, outcome=None):
        """A text that goes as it should. Returns (inbound id, texts id)."""
        answer = answer or f"Answer to {body}."
        sequence = self.delivered(text, body, subscriber=subscriber)
        text_id = self.effect(body, subscriber, outcome)
        inbound_id = self.pdu(sequence, text_id, subscriber=subscriber)
        self.reply(text_id, answer, ids=[f"A{text}"], subscriber=subscriber)
        self.answered(text, sequence)
        self.submitted(f"A{text}", answer, to=subscriber)
        return inbound_id, text_id

    def audit(self):
        self.db.commit()
        return crash_audit.audit(self.record, crash_rows.load_rows(self.file.name), self.kills, TERMS, self.book)
