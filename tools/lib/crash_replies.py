"""The replies of a crash test: did the SMSC take each, once, in order, and did its receipts find them?

Pure: a Record and Rows in, findings out.
"""
from collections import defaultdict

from crash_findings import Finding
from crash_record import ended_between, number_key


def takes_of(record, rows, result):
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


def judge_replies(record, rows, origins, takes, result):
    """What each acknowledged text was answered with."""
    replies = defaultdict(list)
    for part in rows.parts:
        replies[part.text_id].append(part)
    for effect in rows.effects:
        number = origins.of_effect[effect.id]
        text = record.texts.get(number)
        parts = [part for part in replies[effect.id] if part.kind == "reply" or part.again]
        _judge_further_replies(effect, parts, result)
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


# A text that came again while its answer was in doubt is answered again, but only once the reply before is over, and not more
# than three times: docs/decisions/0043.
MOST_AGAIN = 3


def _judge_further_replies(effect, parts, result):
    replies = {}
    for part in parts:
        replies.setdefault(part.reply_id, part)
    ordered = [replies[id] for id in sorted(replies)]
    for count, (before, extra) in enumerate(zip(ordered, ordered[1:]), 1):
        over = before.settled_at is not None and before.settled_at <= extra.created_at
        if extra.again and over and count <= MOST_AGAIN:
            result.allowed["answered_again"] += 1
            continue
        what = "it has a second reply" if not extra.again else \
            "it was answered again while its reply was on the way" if not over else "it was answered again too often"
        result.findings.append(Finding("doubled_unmarked", effect.id, effect.subscriber, effect.body, what, None,
                                       f"replies.id={extra.reply_id}"))


def judge_doubles(record, rows, takes, ends, terms, result):
    """A reply may be taken twice only when the hall could not know that it had been taken, and must say so."""
    words = {effect.id: effect.body for effect in rows.effects}
    marked, not_read = set(), set()
    for part in rows.parts:
        taken = takes[part.id]
        if len(taken) < 2:
            continue
        what = f"the SMSC took part {part.part} of {part.parts} of its reply {len(taken)} times"
        place = (taken[-1].line, f"outbound.id={part.id} maybe_repeated={part.maybe_repeated}")
        answered = [(submit, again) for submit, again in zip(taken, taken[1:])
                    if not _answer_was_lost(record, submit, ends, terms)]
        # A process that did not run for that long has answers in its socket that it takes for late.
        needless = [submit for submit, again in answered
                    if again.at - submit.at < terms.response_timeout - terms.slack]
        if not part.maybe_repeated:
            result.findings.append(Finding("doubled_unmarked", part.text_id, number_key(part.to),
                                           words.get(part.text_id), what, *place))
        elif needless:
            result.findings.append(Finding(
                "doubled_needlessly", part.text_id, number_key(part.to), words.get(part.text_id),
                f"{what}; it had read the answer with the id {needless[0].id}", *place))
        else:
            marked.add(part.reply_id)
            if answered:
                not_read.add(part.reply_id)
    result.allowed["doubled_marked"] = len(marked)
    result.allowed["doubled_after_timeout"] = len(not_read)


def _answer_was_lost(record, submit, ends, terms):
    """Whether the hall may not have known that this submit was taken: its answer never left or came too late, or
    the link or the hall went down before it was written down."""
    if submit.answered_at is None or submit.answered_at - submit.at >= terms.response_timeout - terms.slack:
        return True
    end = submit.answered_at + terms.doubt + terms.slack
    return ended_between(ends, submit.at, end) or record.lost_between(submit.link, submit.at, end)


def _why_given_up(part):
    """The reason of a part that the hall stopped trying, or None when it has none to show."""
    if part.held:
        return "held"
    if part.status == "expired" and part.reason:
        return f"expired: {part.reason}"
    if part.status == "refused" and part.command_status:
        return f"refused: 0x{part.command_status:02x}"
    return None


def judge_order(rows, takes, result):
    """What the SMSC took first of each reply must follow all that it took first of the subscriber's earlier ones. The
    parts of one reply may come in any order: handsets put them together."""
    last = {}  # subscriber -> (line, outbound row) of the latest first take so far
    replies = defaultdict(list)
    for part in rows.parts:
        if takes[part.id] and not part.again:  # what answers a repeat comes when the repeat does
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


def judge_receipts(record, rows, result):
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
