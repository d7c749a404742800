"""The orders of a crash test: each yes to a question that was read led to one order and one charge, and nothing else did.

Pure: a Record and Rows in, findings out. What the question looks like and which words say yes stand here as in
tests/crash (menu, catalogue, load).
"""
from collections import defaultdict

from crash_findings import Finding
from crash_record import number_key

QUESTION = "分钟内回复"      # each question of the hall says how long it waits
YES = "Y"
AT_ONCE = ("KTC1", "KTC2")  # ordered without a question
# What a yes may come to when it was done; otherwise he was told why not.
DONE = ("ordered", "changed", "cancelled", "cancelled_now")
# What it must not come to when the question was read: nothing is open any more.
NOTHING = ("nothing_to_confirm", "confirmation_over")


def judge_orders(record, rows, origins, takes, result):
    asked = _questions_of(rows, takes)
    effects = {effect.id: effect for effect in rows.effects}
    of_text = defaultdict(list)
    for order in rows.orders:
        of_text[order.text_id].append(order)
    for order in rows.orders:
        _judge_one(record, origins, effects.get(order.text_id), order, asked, result)
    for text_id, orders in of_text.items():
        if len(orders) > 1:
            result.findings.append(_finding("order_doubled", effects.get(text_id), orders[1],
                                            f"one text led to {len(orders)} orders"))
    _judge_movements(rows, result)
    _judge_yes(record, rows, origins, of_text, asked, result)
    _judge_telling(rows, effects, result)


def _questions_of(rows, takes):
    """subscriber -> lines of the record at which the SMSC had taken the whole of a question for him."""
    parts = defaultdict(list)
    for part in rows.parts:
        if QUESTION in part.body:
            parts[part.reply_id].append(part)
    lines = defaultdict(list)
    for question in parts.values():
        if all(takes[part.id] for part in question):
            lines[number_key(question[0].to)].append(max(takes[part.id][0].line for part in question))
    return lines


def _finding(invariant, effect, order, what):
    return Finding(invariant, order.text_id, number_key(order.number), effect.body if effect else None, what, None,
                   f"orders.id={order.id} {order.kind} {order.package}")


def _judge_one(record, origins, effect, order, asked, result):
    text = record.texts.get(origins.of_effect.get(order.text_id))
    if effect is None or text is None or number_key(order.number) != text.subscriber:
        result.findings.append(_finding("order_without_yes", effect, order, "no text of his that the SMSC delivered explains it"))
    elif text.body == YES:
        if not any(line < text.line for line in asked[text.subscriber]):
            result.findings.append(_finding("order_without_yes", effect, order, "he said yes, and had read no question"))
    elif text.body not in AT_ONCE:
        result.findings.append(_finding("order_without_yes", effect, order, "his text was no yes"))
    if order.kind == "order" and (order.charges != 1 or order.amount != order.moved):
        result.findings.append(_finding(
            "order_doubled" if order.charges > 1 or order.moved > order.amount else "yes_without_effect", effect, order,
            f"its first month has {order.charges} charges of {order.amount} fen, and {order.moved} fen were moved"))


def _judge_movements(rows, result):
    """Each is of one order. That it is the right amount, and charged once, its order has shown."""
    orders = {order.subscription_id: order for order in rows.orders if order.kind == "order"}
    seen = defaultdict(int)
    for movement in rows.movements:
        seen[movement.subscription_id] += 1
        order = orders.get(movement.subscription_id)
        if order is None or order.number != movement.number:
            result.findings.append(Finding("order_without_yes", None, number_key(movement.number), None,
                                           f"he paid {-movement.amount} fen for nothing that he ordered", None,
                                           f"movements.id={movement.id}"))
        elif seen[movement.subscription_id] > 1:
            result.findings.append(_finding("order_doubled", None, order, f"he paid {seen[movement.subscription_id]} times"))


def _judge_yes(record, rows, origins, of_text, asked, result):
    """The crowd says yes only after a reply that asked for it, and says nothing in between. A yes that was swallowed
    because an earlier one was in doubt is judged with all texts (crash_texts)."""
    words = defaultdict(list)  # subscriber -> his texts, in order
    for text in record.texts.values():
        words[text.subscriber].append(text)
    before = {}
    for texts in words.values():
        texts.sort(key=lambda text: text.line)
        for earlier, text in zip(texts, texts[1:]):
            before[text.number] = earlier
    outcomes = {effect.id: effect.outcome for effect in rows.effects}
    for number, effects in origins.effects.items():
        text = record.texts[number]
        earlier = before.get(number)
        if text.body != YES or earlier is None or not effects:
            continue
        read = any(earlier.line < line < text.line for line in asked[text.subscriber])
        effect = effects[0]
        if read and not of_text[effect.id] and (outcomes[effect.id] in NOTHING + DONE or not outcomes[effect.id]):
            result.findings.append(Finding("yes_without_effect", effect.id, text.subscriber, text.body,
                                           f"he had read a question, and his yes came to '{outcomes[effect.id]}'", text.line,
                                           f"texts.id={effect.id}"))


def _judge_telling(rows, effects, result):
    """What was done is told: no part of the reply to an order was let go as if it were a list."""
    replies = defaultdict(list)
    for part in rows.parts:
        if part.kind == "reply":
            replies[part.text_id].append(part)
    for order in rows.orders:
        parts = replies[order.text_id]
        dropped = [part for part in parts if part.reason in ("replaced", "dialogue_over")]
        if not parts or dropped:
            result.findings.append(_finding("order_untold", effects.get(order.text_id), order,
                                            f"its reply was let go: {dropped[0].reason}" if dropped else "it has no reply"))
