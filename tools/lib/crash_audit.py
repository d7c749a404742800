"""The audit of a crash test: compares what the SMSC recorded with what the hall's database says.

    python3 tools/lib/crash_audit.py FOLDER     audits the folder of a batch once more

audit() is a pure function. It believes the SMSC's record: what a subscriber sent and got is what the SMSC saw. The
invariants and how each is judged: docs/reliability.md.
"""
import sys
from collections import defaultdict
from dataclasses import dataclass, field

from crash_record import number_key

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
}
# What may happen, and is counted.
ALLOWED = {
    "honest_swallowed_in_doubt": "honest texts taken for repeats while an answer was in doubt",
    "doubled_marked": "replies doubled and marked (maybe_repeated)",
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


def audit(record, rows, kills, terms):
    """record: Record; rows: Rows; kills: moments (ms) at which the daemon was killed; terms: Terms."""
    result = Audit()
    origins = _origins(record, rows)
    _judge_texts(record, rows, origins, kills, terms, result)
    takes = _takes(record, rows, result)
    _judge_replies(record, rows, origins, takes, result)
    _judge_doubles(record, rows, takes, kills, terms, result)
    _judge_order(rows, takes, result)
    _judge_receipts(record, rows, result)
    result.figures = {
        "texts": len(record.texts),
        "acknowledged": sum(text.acknowledged for text in record.texts.values()),
        "redelivered": record.redelivered,
        "repeats_recognised": sum(pdu.status == "repeated" for pdu in rows.inbound),
        "submits": len(record.submits),
        "resubmits": sum(len(t) - 1 for t in takes.values() if len(t) > 1),
        "link_losses": record.link_losses,
    }
    return result


@dataclass
class _Origins:
    """Which text of the SMSC stands behind which row."""
    of_inbound: dict            # inbound id -> text number
    of_effect: dict             # texts id -> text number; None: no text of the SMSC explains it
    effects: dict               # text number -> [texts row]
    recorded: set               # (text number, part) with a row in inbound
    repeats: list               # (inbound row, its text number, the original's text number)


def _origins(record, rows):
    of_inbound, recorded, votes = {}, set(), defaultdict(list)
    for pdu in rows.inbound:
        number = record.text_delivered(pdu.subscriber, pdu.sequence, pdu.part, pdu.received_at)
        of_inbound[pdu.id] = number
        recorded.add((number, pdu.part))
        if pdu.text_id is not None and pdu.status != "repeated":
            votes[pdu.text_id].append(number)
    of_effect, effects = {}, defaultdict(list)
    for effect in rows.effects:
        numbers = set(votes[effect.id])
        number = numbers.pop() if len(numbers) == 1 else None
        text = record.texts.get(number)
        # A text that could not be dealt with has no body, and is an effect (its reply says so) all the same.
        if text is not None and effect.body is not None and effect.body != text.body:
            number = None
        of_effect[effect.id] = number
        if number is not None:
            effects[number].append(effect)
    repeats = [(pdu, of_inbound[pdu.id], of_inbound.get(pdu.repeat_of))
               for pdu in rows.inbound if pdu.status == "repeated" and pdu.repeat_of is not None]
    return _Origins(of_inbound, of_effect, effects, recorded, repeats)


def _judge_texts(record, rows, origins, kills, terms, result):
    """Acknowledged and missing; doubled; swallowed. Texts of one subscriber with the same words are judged together:
    when an honest second text was taken for the repeat and the repeat for the honest text, nobody lost anything."""
    groups = defaultdict(list)
    for text in record.texts.values():
        groups[(text.subscriber, text.to, text.body)].append(text)
    swallowed_by = {number: (pdu, original) for pdu, number, original in origins.repeats
                    if original is not None and number is not None and original != number}

    for effect in rows.effects:
        if origins.of_effect[effect.id] is None:
            result.findings.append(Finding(
                "effects_doubled", effect.id, effect.subscriber, effect.body,
                "the hall acted, and no text that the SMSC delivered explains it", None, f"texts.id={effect.id}"))

    for texts in groups.values():
        without = [text for text in texts if not origins.effects[text.number]]
        total = sum(len(origins.effects[text.number]) for text in texts)
        for text in [t for t in without if t.number in swallowed_by]:
            pdu, original = swallowed_by[text.number]
            in_doubt = _answer_was_in_doubt(record, record.texts[original], kills, terms)
            if in_doubt:
                result.allowed["honest_swallowed_in_doubt"] += 1
            else:
                result.findings.append(Finding(
                    "honest_swallowed", pdu.text_id, text.subscriber, text.body,
                    f"taken for a repeat of text {original} of the SMSC, whose answer the SMSC had", text.line,
                    f"inbound.id={pdu.id} repeat_of={pdu.repeat_of}"))
        extras = [(text, effect) for text in texts for effect in origins.effects[text.number][1:]]
        for text, extra in extras[:max(0, total - len(texts))]:
            ids = [effect.id for effect in origins.effects[text.number]]
            result.findings.append(Finding(
                "effects_doubled", extra.id, text.subscriber, text.body,
                f"the hall acted on it {len(ids)} times; the SMSC delivered it {len(text.deliveries)} times",
                text.deliveries[-1].line, f"texts.id in {tuple(ids)}"))
        lost = [t for t in without if t.acknowledged and t.number not in swallowed_by]
        if extras:
            # They stand for twins of the text, as far as they go; not for one that was never written down.
            spare = max(0, len(extras) - (len(without) - len(lost)))
            unwritten = [t for t in lost if any((t.number, part) not in origins.recorded for part in t.bodies)]
            lost = unwritten + [t for t in lost if t not in unwritten][spare:]
        for text in lost:
            answered = [d for d in text.deliveries if d.status == 0]
            result.findings.append(Finding(
                "acknowledged_missing", None, text.subscriber, text.body,
                "the SMSC believed status 0 for every part, and no row of texts holds it", text.line,
                "sequence_number " + ", ".join(str(d.sequence) for d in answered)))


def _answer_was_in_doubt(record, text, kills, terms):
    """Whether the hall had reason to think that the SMSC might deliver this text again."""
    for delivery in text.deliveries:
        if delivery.answered_at is None or delivery.answered_at - delivery.at > terms.patience:
            return True
        end = delivery.answered_at + terms.doubt + terms.slack
        if any(delivery.at <= kill <= end for kill in kills) or record.lost_between(delivery.link, delivery.at, end):
            return True
    return False


def _takes(record, rows, result):
    """outbound id -> the submits of it that the SMSC took, in its order. A submit whose answer the hall saw is known
    by its id; the others by subscriber, part and words."""
    takes = {part.id: [] for part in rows.parts}
    by_message_id = {part.message_id: part for part in rows.parts if part.message_id}
    of_subscriber = defaultdict(list)
    for part in rows.parts:
        of_subscriber[(number_key(part.to), part.part, part.parts)].append(part)

    def fits(part, submit):
        return part.body == submit.body if submit.parts == 1 else submit.body in part.body

    for submit in record.submits:
        if not submit.kept:
            continue
        part = by_message_id.get(submit.id)
        if part is None or (number_key(part.to), part.part, part.parts) != (number_key(submit.to), submit.part, submit.parts) \
                or not fits(part, submit):
            candidates = [p for p in of_subscriber[(number_key(submit.to), submit.part, submit.parts)]
                          if fits(p, submit) and p.created_at <= submit.at + 1]
            # One that says of itself that it may be repeated, or that is not settled, explains the submit best.
            candidates.sort(key=lambda p: (not p.maybe_repeated, p.status == "accepted", len(takes[p.id]), p.id))
            part = candidates[0] if candidates else None
        if part is not None:
            takes[part.id].append(submit)
        else:
            result.findings.append(Finding(
                "doubled_unmarked", None, submit.to, submit.body,
                f"the SMSC took part {submit.part} of {submit.parts} (id {submit.id}), and no row of outbound explains it",
                submit.line))
    return takes


def _judge_replies(record, rows, origins, takes, result):
    """What each acknowledged text was answered with."""
    replies = defaultdict(list)
    for part in rows.parts:
        replies[part.text_id].append(part)
    for effect in rows.effects:
        number = origins.of_effect[effect.id]
        text = record.texts.get(number)
        parts = replies[effect.id]
        for extra in sorted({part.reply_id for part in parts})[1:]:
            result.findings.append(Finding(
                "doubled_unmarked", effect.id, effect.subscriber, effect.body, "it has a second reply",
                None, f"replies.id={extra}"))
        if text is None or not text.acknowledged:
            continue
        if not parts:
            result.findings.append(Finding("replies_missing", effect.id, effect.subscriber, effect.body,
                                           "the hall wrote no reply", text.line, f"texts.id={effect.id}"))
            continue
        missing = []
        for part in parts:
            if takes[part.id]:
                continue
            reason = _why_given_up(part)
            if reason is None:
                missing.append(part)
            else:
                result.allowed["given_up"] += 1
                result.given_up_reasons[reason] += 1
        if missing:
            whole = len(missing) == len(parts)
            result.findings.append(Finding(
                "replies_missing" if whole else "parts_missing", effect.id, effect.subscriber, effect.body,
                "the SMSC never took " + ("the reply" if whole else
                                          "parts " + ", ".join(str(p.part) for p in missing) + f" of {len(parts)}"),
                text.line, "; ".join(f"outbound.id={p.id} {p.status} message_id={p.message_id}" for p in missing)))


def _judge_doubles(record, rows, takes, kills, terms, result):
    """A reply may be taken twice only when the hall could not know that it had been taken, and must say so."""
    words = {effect.id: effect.body for effect in rows.effects}
    marked = set()
    for part in rows.parts:
        taken = takes[part.id]
        if len(taken) < 2:
            continue
        what = f"the SMSC took part {part.part} of {part.parts} of its reply {len(taken)} times"
        place = (taken[-1].line, f"outbound.id={part.id} maybe_repeated={part.maybe_repeated}")
        known = [submit for submit in taken[:-1] if not _answer_was_lost(record, submit, kills, terms)]
        if not part.maybe_repeated:
            result.findings.append(Finding("doubled_unmarked", part.text_id, number_key(part.to),
                                           words.get(part.text_id), what, *place))
        elif known:
            result.findings.append(Finding(
                "doubled_needlessly", part.text_id, number_key(part.to), words.get(part.text_id),
                f"{what}; it had read the answer with the id {known[0].id}", *place))
        else:
            marked.add(part.reply_id)
    result.allowed["doubled_marked"] = len(marked)


def _answer_was_lost(record, submit, kills, terms):
    """Whether the hall may not have known that this submit was taken: its answer never left or came too late, or
    the link or the hall went down before it was written down."""
    if submit.answered_at is None or submit.answered_at - submit.at >= terms.response_timeout - terms.slack:
        return True
    end = submit.answered_at + terms.doubt + terms.slack
    return any(submit.at <= kill <= end for kill in kills) or record.lost_between(submit.link, submit.at, end)


def _why_given_up(part):
    """The reason of a part that the hall stopped trying, or None when it has none to show."""
    if part.held:
        return "held"
    if part.status == "expired" and part.reason:
        return f"expired: {part.reason}"
    if part.status == "refused" and part.command_status:
        return f"refused: 0x{part.command_status:02x}"
    return None


def _judge_order(rows, takes, result):
    """What the SMSC took first of each reply must follow all that it took first of the subscriber's earlier ones. The
    parts of one reply may come in any order: handsets put them together."""
    last = {}  # subscriber -> (line, outbound row) of the latest first take so far
    replies = defaultdict(list)
    for part in rows.parts:
        if takes[part.id]:
            replies[part.reply_id].append((takes[part.id][0].line, part))
    words = {effect.id: effect.body for effect in rows.effects}
    for firsts in replies.values():  # in the order of the texts
        line, part = min(firsts)
        subscriber = number_key(part.to)
        before = last.get(subscriber)
        if before is not None and line < before[0]:
            result.findings.append(Finding(
                "order_broken", part.text_id, subscriber, words.get(part.text_id),
                f"part {part.part} of its reply was taken before part {before[1].part} of the reply to text "
                f"{before[1].text_id}", line, f"outbound.id={part.id}, {before[1].id}"))
        last[subscriber] = max([*firsts, before] if before else firsts)


def _judge_receipts(record, rows, result):
    """A receipt that the SMSC delivered must have found the submit it speaks of, unless the hall never heard that
    submit's id."""
    matched = {receipt.outbound_id for receipt in rows.receipts if receipt.outbound_id is not None}
    stray = defaultdict(int)
    for receipt in rows.receipts:
        if receipt.status in ("parked", "unmatched"):
            stray[number_key(receipt.subscriber)] += 1
    for part in rows.parts:
        submit = record.submit_of(part.message_id) if part.message_id else None
        if submit is None or not submit.receipts or part.id in matched:
            continue
        subscriber = number_key(part.to)
        found = stray[subscriber] > 0
        stray[subscriber] -= found
        result.findings.append(Finding(
            "receipts_unmatched", part.text_id, subscriber, None,
            f"a receipt for {submit.id} came and {'found nothing' if found else 'left no row'}", submit.line,
            f"outbound.id={part.id}"))
    result.allowed["receipts_of_unknown"] = sum(stray.values())


def main(arguments):
    if len(arguments) != 1 or arguments[0].startswith("-"):
        print(__doc__)
        return 64
    import crash_batch
    import crash_report
    result = crash_batch.audit_folder(arguments[0])
    print(crash_report.table_of(result))
    crash_report.print_findings(result.findings)
    return 0 if result.sound else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
