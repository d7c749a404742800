"""The rows of the hall's database that the audit of a crash test compares with the SMSC's record.

Reads tables, not views: the audit must see what is there, not what a view makes of it. Opens read-only, also while
the daemon runs.
"""
import sqlite3
from dataclasses import dataclass, field
from typing import NamedTuple


class Inbound(NamedTuple):
    """One PDU."""
    id: int
    received_at: int
    sequence: int
    subscriber: str
    part: int
    status: str
    text_id: int | None
    repeat_of: int | None


class Effect(NamedTuple):
    """One row of texts: something that the hall acted upon."""
    id: int
    subscriber: str
    to: str
    body: str | None
    received_at: int
    outcome: str | None = None


class Order(NamedTuple):
    """Something that was ordered or cancelled, with what was charged for its first month."""
    id: int
    kind: str
    number: str
    package: str
    text_id: int
    subscription_id: int
    charges: int      # of month 0: rows
    amount: int       # of them, in fen
    moved: int        # by movements of these charges, in fen


class Movement(NamedTuple):
    """Money that a subscriber paid for a subscription."""
    id: int
    number: str
    amount: int
    subscription_id: int | None


class Part(NamedTuple):
    """One part of a reply: what the hall wants the SMSC to take once."""
    id: int
    reply_id: int
    text_id: int
    to: str
    body: str        # of the whole reply
    part: int
    parts: int
    created_at: int
    status: str
    reason: str | None
    held: int
    command_status: int | None
    message_id: str | None
    maybe_repeated: int
    receipt_state: str | None
    kind: str = "reply"
    again: int = 0                  # the reply answers a repeat of its text
    settled_at: int | None = None   # of the reply


class Receipt(NamedTuple):
    id: int
    subscriber: str
    message_id: str
    status: str
    outbound_id: int | None


@dataclass
class Rows:
    """In the order of their ids."""
    inbound: list = field(default_factory=list)
    effects: list = field(default_factory=list)
    parts: list = field(default_factory=list)
    receipts: list = field(default_factory=list)
    orders: list = field(default_factory=list)
    movements: list = field(default_factory=list)


# data_sm has its answers too, but the SMSC of the test delivers deliver_sm alone.
QUERIES = (
    ("inbound", Inbound, """SELECT id, received_at, sequence_number, subscriber, coalesce(part_sequence, 1), status,
         text_id, repeat_of FROM inbound WHERE kind <> 'receipt' ORDER BY id"""),
    ("effects", Effect, "SELECT id, subscriber, hall_number, body, received_at, outcome FROM texts ORDER BY id"),
    ("parts", Part, """SELECT o.id, o.reply_id, r.text_id, r.destination, r.body, o.part, r.parts, r.created_at, o.status,
         o.reason, o.held, o.command_status, o.message_id, o.maybe_repeated, o.receipt_state, r.kind,
         r.answers_repeat IS NOT NULL, r.settled_at
         FROM outbound o JOIN replies r ON r.id = o.reply_id ORDER BY r.text_id, o.id"""),
    ("orders", Order, """SELECT o.id, o.kind, o.number, o.package, o.text_id, o.subscription_id,
         (SELECT count(*) FROM charges c WHERE c.subscription_id = o.subscription_id AND c.month = 0),
         (SELECT coalesce(sum(c.amount), 0) FROM charges c WHERE c.subscription_id = o.subscription_id AND c.month = 0),
         (SELECT coalesce(sum(-m.amount), 0) FROM charges c JOIN movements m ON m.id = c.movement_id
          WHERE c.subscription_id = o.subscription_id AND c.month = 0) FROM orders o ORDER BY o.id"""),
    ("movements", Movement, """SELECT id, number, amount, subscription_id FROM movements WHERE kind = 'charge'
         ORDER BY id"""),
    ("receipts", Receipt, "SELECT id, subscriber, message_id, status, outbound_id FROM receipts ORDER BY id"),
)


def connect(path):
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=10)
    connection.execute("PRAGMA query_only=1")
    return connection


def load_rows(path):
    """All rows, of one moment."""
    connection = connect(path)
    try:
        connection.execute("BEGIN")
        return Rows(**{name: [kind._make(row) for row in connection.execute(query)] for name, kind, query in QUERIES})
    finally:
        connection.close()


def waiting_parts(path):
    """How many parts of replies the hall still wants to submit."""
    connection = connect(path)
    try:
        return connection.execute("SELECT count(*) FROM outbound WHERE status = 'waiting' AND held = 0").fetchone()[0]
    finally:
        connection.close()
