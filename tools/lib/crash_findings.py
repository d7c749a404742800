"""What the audit of a crash test may find: the invariants, what is allowed and counted, one finding, all of them.

docs/reliability.md explains each.
"""
from collections import defaultdict
from dataclasses import dataclass, field

# key -> what it says in the table. One finding of these breaks the test.
INVARIANTS = {
    "acknowledged_missing": "acknowledged texts missing",
    "effects_doubled": "effects doubled",
    "honest_swallowed": "honest texts taken for repeats without doubt",
    "replies_missing": "replies missing",
    "parts_missing": "replies with parts missing",
    "doubled_unmarked": "replies doubled and not marked",
    "doubled_needlessly": "replies doubled although the answer had come",
    "order_broken": "replies out of order",
    "receipts_unmatched": "receipts lost or unmatched",
    "yes_without_effect": "yes to a question that was read, and nothing came of it",
    "order_without_yes": "orders or charges without a yes",
    "order_doubled": "orders or charges doubled",
    "order_untold": "orders that the subscriber was not told of",
    "book_wrong": "differences in the book (hallctl audit)",
}
# What may happen, and is counted.
ALLOWED = {
    "honest_swallowed_in_doubt": "honest texts taken for repeats while an answer was in doubt",
    "doubled_marked": "replies doubled and marked (maybe_repeated)",
    "doubled_after_timeout": "of them because the answer came, but was not read in time",
    "answered_again": "texts answered again because they came again in doubt, after their first reply was over",
    "given_up": "parts of replies refused, expired or held, with a reason",
    "receipts_of_unknown": "receipts unmatched because the submit's answer was lost",
}


@dataclass(frozen=True)
class Terms:
    """What the hall was told (settings `redelivery:` and `response_timeout:`), in milliseconds."""
    patience: int
    doubt: int
    response_timeout: int
    # The hall may notice a lost link, and the record a kill, a little later than it happened.
    slack: int = 500
    # From an answer until the hall knows that the SMSC has read it: half a second until it asks, and as long again for
    # what the SMSC answers late.
    proof: int = 1000


@dataclass
class Finding:
    """One break of an invariant, with what a person needs to look at it."""
    invariant: str
    text_id: int | None
    subscriber: str
    body: str | None
    what: str
    record_line: int | None = None
    rows: str = ""

    def __str__(self):
        place = ", ".join(([f"record line {self.record_line}"] if self.record_line else []) +
                          ([self.rows] if self.rows else []))
        body = "-" if self.body is None else self.body if len(self.body) <= 40 else self.body[:37] + "..."
        return f"text {self.text_id or '-'} of {self.subscriber}, '{body}': {self.what} ({place})"


@dataclass
class Audit:
    findings: list = field(default_factory=list)
    allowed: dict = field(default_factory=lambda: dict.fromkeys(ALLOWED, 0))
    given_up_reasons: dict = field(default_factory=lambda: defaultdict(int))
    figures: dict = field(default_factory=dict)

    def counts(self):
        found = dict.fromkeys(INVARIANTS, 0)
        for finding in self.findings:
            found[finding.invariant] += 1
        return found

    @property
    def sound(self):
        return not self.findings
