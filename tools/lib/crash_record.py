"""What the SMSC of a crash test saw: the lines that `hall-smsc --play ... --record FILE` wrote, as values.

Knows the record's format and nothing of the hall or its database. Times are milliseconds since 1970 UTC; `line` is
the line in the record, from 1, and also the order in which the SMSC saw things.
"""
import bisect
import json
from collections import defaultdict
from dataclasses import dataclass, field


def number_key(number):
    """A subscriber's number without plus and country code: the record and the database write it differently."""
    digits = number.lstrip("+")
    if digits.startswith("00"):
        digits = digits[2:]
    return digits[2:] if digits.startswith("86") and len(digits) == 13 else digits


@dataclass(slots=True)
class Delivery:
    """One deliver_sm that was handed to a link, and the believed answer to it, if one came."""
    line: int
    at: int
    part: int
    attempt: int
    link: int
    sequence: int
    answered_at: int | None = None
    status: int | None = None


@dataclass(slots=True)
class Text:
    """One text of one subscriber, over all its deliveries."""
    number: int
    line: int
    at: int
    subscriber: str
    to: str
    parts: int
    bodies: dict = field(default_factory=dict)
    deliveries: list = field(default_factory=list)
    acknowledged_parts: set = field(default_factory=set)

    @property
    def acknowledged(self):
        return len(self.acknowledged_parts) == self.parts

    @property
    def body(self):
        return "".join(self.bodies[part] for part in sorted(self.bodies))


@dataclass(slots=True)
class Submit:
    """One submit_sm that the SMSC read. `kept`: the SMSC took it, whether or not the hall heard so."""
    line: int
    at: int
    id: str
    to: str
    part: int
    parts: int
    body: str
    status: int
    kept: bool
    link: int
    answered_at: int | None = None  # its answer was handed to the link
    receipts: int = 0


def ended_between(ends, begin, end):
    """Whether the hall stood still or was killed in that time; `ends`: (stood still from, killed)."""
    return any(begin <= killed and still <= end for still, killed in ends)


class Record:
    """Grows by add(); holds everything from the beginning of the file."""

    def __init__(self):
        self.lines = 0
        self.texts = {}
        self.submits = []
        self.losses = defaultdict(list)  # link -> moments at which it was lost, ascending
        self.phases = []                 # (line, what)
        self.redelivered = 0
        self._heard = []      # moments at which the hall was heard, ascending
        self._delivered = []  # and at which something was delivered to it
        self._deliveries = defaultdict(list)  # (subscriber, sequence, part) -> [(at, text number)]
        self._unanswered = {}                 # (link, sequence) -> Delivery
        self._submits_by_id = {}

    def add(self, line):
        """Takes the next line of the file."""
        self.lines += 1
        event = json.loads(line)
        handler = getattr(self, "_on_" + event["event"], None)
        if handler is not None:
            handler(event)

    def text_delivered(self, subscriber, sequence, part, received_at):
        """The number of the text that the hall received so, or None. Should sequence numbers come again, the
        delivery nearest to that moment is meant: the line may be written a little after the hall has read the PDU."""
        found = self._deliveries.get((number_key(subscriber), sequence, part), ())
        return min(found, key=lambda delivery: abs(delivery[0] - received_at))[1] if found else None

    def submit_of(self, message_id):
        """The submit that the SMSC gave this id to, or None."""
        return self._submits_by_id.get(message_id)

    def lost_between(self, link, begin, end):
        """Whether this link was lost in that time."""
        moments = self.losses.get(link, ())
        index = bisect.bisect_left(moments, begin)
        return index < len(moments) and moments[index] <= end

    def stood_still_before(self, killed):
        """From when on the hall did nothing before it was killed: a machine may stand still for a second, and what the
        hall could not do any more it has not done. The kill itself when it had nothing to do, or was at work."""
        heard = bisect.bisect_right(self._heard, killed)
        last = self._heard[heard - 1] if heard > 0 else None
        if last is None or bisect.bisect_right(self._delivered, last) == bisect.bisect_right(self._delivered, killed):
            return killed
        return last

    @property
    def link_losses(self):
        return sum(len(moments) for moments in self.losses.values())

    def _on_deliver(self, event):
        number, part = event["text"], event.get("part", 1)
        text = self.texts.get(number)
        if text is None:
            text = self.texts[number] = Text(number, self.lines, event["at"], number_key(event["from"]), event["to"],
                                             event.get("parts", 1))
        text.bodies[part] = event["body"]
        delivery = Delivery(self.lines, event["at"], part, event.get("attempt", 1), event["link"], event["sequence"])
        self.redelivered += delivery.attempt > 1
        self._delivered.append(delivery.at)
        text.deliveries.append(delivery)
        self._deliveries[(text.subscriber, delivery.sequence, part)].append((delivery.at, number))
        self._unanswered[(delivery.link, delivery.sequence)] = delivery

    def _on_answer(self, event):
        self._heard.append(event["at"])
        delivery = self._unanswered.pop((event["link"], event["sequence"]), None)
        if delivery is not None:
            delivery.answered_at, delivery.status = event["at"], event["status"]
        text = self.texts.get(event["text"])  # a receipt is of no text
        if text is not None and event["status"] == 0:
            text.acknowledged_parts.add(event.get("part", 1))

    def _on_submit(self, event):
        self._heard.append(event["at"])
        submit = Submit(self.lines, event["at"], event["id"], event["to"], event.get("part", 1), event.get("parts", 1),
                        event["body"], event["status"], event["kept"], event["link"])
        self.submits.append(submit)
        if submit.kept:
            self._submits_by_id[submit.id] = submit

    def _on_submit_answer(self, event):
        submit = self._submits_by_id.get(event["id"])
        if submit is not None:
            submit.answered_at = event["at"]

    def _on_receipt(self, event):
        submit = self._submits_by_id.get(event["id"])
        if submit is not None:
            submit.receipts += 1

    def _on_link(self, event):
        if event["what"] in ("lost", "dropped", "unbound"):
            self.losses[event["link"]].append(event["at"])

    def _on_phase(self, event):
        self.phases.append((self.lines, event["what"]))
