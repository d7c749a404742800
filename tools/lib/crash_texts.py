"""The texts of a crash test: is each acknowledged one there, was each acted on once, was an honest one swallowed?

Pure: a Record and Rows in, findings out.
"""
from collections import defaultdict
from dataclasses import dataclass

from crash_findings import Finding
from crash_record import ended_between


@dataclass
class Origins:
    """Which text of the SMSC stands behind which row."""
    of_inbound: dict            # inbound id -> text number
    of_effect: dict             # texts id -> text number; None: no text of the SMSC explains it
    effects: dict               # text number -> [texts row]
    recorded: set               # (text number, part) with a row in inbound
    repeats: list               # (inbound row, its text number, the original's text number)


def origins_of(record, rows):
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
    return Origins(of_inbound, of_effect, effects, recorded, repeats)


def judge_texts(record, rows, origins, ends, terms, result):
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
            in_doubt = _answer_was_in_doubt(record, record.texts[original], ends, terms)
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


def _answer_was_in_doubt(record, text, ends, terms):
    """Whether the hall had reason to think that the SMSC might deliver this text again."""
    for delivery in text.deliveries:
        if delivery.answered_at is None or delivery.answered_at - delivery.at > terms.patience - terms.proof:
            return True
        end = delivery.answered_at + terms.proof + terms.doubt + terms.slack
        if ended_between(ends, delivery.at, end) or record.lost_between(delivery.link, delivery.at, end):
            return True
    return False
