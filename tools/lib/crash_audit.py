"""The audit of a crash test: compares what the SMSC recorded with what the hall's database says.

audit() is a pure function. It believes the SMSC's record: what a subscriber sent and got is what the SMSC saw. The
invariants and how each is judged: docs/reliability.md.
"""
from crash_findings import Audit, Finding
from crash_orders import judge_orders
from crash_replies import judge_doubles, judge_order, judge_receipts, judge_replies, takes_of
from crash_texts import judge_texts, origins_of


def audit(record, rows, kills, terms, book=()):
    """record: Record; rows: Rows; kills: moments (ms) at which the daemon was killed; terms: Terms; book: what hallctl
    audit found wrong."""
    result = Audit()
    origins = origins_of(record, rows)
    ends = [(record.stood_still_before(kill), kill) for kill in kills]
    judge_texts(record, rows, origins, ends, terms, result)
    takes = takes_of(record, rows, result)
    judge_replies(record, rows, origins, takes, result)
    judge_doubles(record, rows, takes, ends, terms, result)
    judge_order(rows, takes, result)
    judge_receipts(record, rows, result)
    judge_orders(record, rows, origins, takes, result)
    for difference in book:
        result.findings.append(Finding("book_wrong", None, "-", None, difference))
    result.figures = {
        "texts": len(record.texts),
        "acknowledged": sum(text.acknowledged for text in record.texts.values()),
        "redelivered": record.redelivered,
        "repeats_recognised": sum(pdu.status == "repeated" for pdu in rows.inbound),
        "submits": len(record.submits),
        "resubmits": sum(len(t) - 1 for t in takes.values() if len(t) > 1),
        "link_losses": record.link_losses,
        "orders": sum(order.kind == "order" for order in rows.orders),
        "charges": len(rows.movements),
    }
    return result
