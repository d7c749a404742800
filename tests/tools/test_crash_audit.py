#!/usr/bin/env python3
"""The audit of tools/crash-test finds each fault that it is there to find, and no other.

crash_scene.py makes up what it looks at. The last line is "N passed, M failed".
"""
import json
import pathlib
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
from crash_scene import SUBSCRIBER, TERMS, Scene  # noqa: E402  (puts tools/lib into the path)
import crash_batch  # noqa: E402
import crash_findings  # noqa: E402
import crash_report  # noqa: E402
from crash_record import Record, number_key  # noqa: E402


class AuditTest(unittest.TestCase):
    def setUp(self):
        self.scene = Scene()

    def tearDown(self):
        self.scene.db.close()
        self.scene.file.close()

    def finds(self, **expected):
        """The audit finds exactly these. Returns it."""
        result = self.scene.audit()
        found = {key: count for key, count in result.counts().items() if count}
        self.assertEqual(found, expected, "\n".join(map(str, result.findings)))
        return result

    # Nothing wrong.

    def test_texts_that_went_as_they_should_are_sound(self):
        for text in range(1, 6):
            self.scene.exchange(text, f"Q{text}", subscriber=f"1380000000{text}")
        result = self.finds()
        self.assertTrue(result.sound)
        self.assertEqual(result.figures["acknowledged"], 5)
        self.assertEqual(set(result.allowed.values()), {0})

    def test_a_redelivered_text_that_is_recognised_is_sound(self):
        scene = self.scene
        first = scene.delivered(1, "Q1")
        text_id = scene.effect("Q1")
        inbound_id = scene.pdu(first, text_id)
        scene.reply(text_id, "Answer to Q1.", ids=["A1"])
        scene.submitted("A1", "Answer to Q1.")
        scene.lost()
        second = scene.delivered(1, "Q1", attempt=2)
        scene.pdu(second, text_id, status="repeated", repeat_of=inbound_id)
        scene.answered(1, second)
        result = self.finds()
        self.assertEqual(result.figures["redelivered"], 1)
        self.assertEqual(result.figures["repeats_recognised"], 1)

    def test_a_long_text_and_a_long_reply_are_sound(self):
        scene = self.scene
        text_id = scene.effect("one two")
        for part, body in ((2, "two"), (1, "one ")):
            sequence = scene.delivered(1, body, part=part, parts=2)
            scene.pdu(sequence, text_id, part=part, kind="part")
            scene.answered(1, sequence, part=part)
        scene.reply(text_id, "a1", "b1", "c1", ids=["A", "B", "C"])
        for part, (id, body) in enumerate((("A", "a1"), ("B", "b1"), ("C", "c1")), 1):
            scene.submitted(id, body, part=part, parts=3)
        self.finds()

    def test_a_text_that_was_not_acknowledged_may_be_missing(self):
        sequence = self.scene.delivered(1, "Q1")
        self.scene.answered(1, sequence, status=0x64)
        self.scene.delivered(2, "Q2")
        self.finds()

    def test_a_second_text_of_the_same_words_with_an_answer_of_its_own_is_sound(self):
        self.scene.exchange(1, "Q1")
        self.scene.exchange(2, "Q1")
        self.finds()

    # Orders.

    def test_a_yes_to_a_question_that_led_to_one_order_and_one_charge_is_sound(self):
        scene = self.scene
        scene.asked(1)
        _, text_id = scene.exchange(2, "Y", outcome="ordered")
        scene.order(text_id)
        result = self.finds()
        self.assertEqual((result.figures["orders"], result.figures["charges"]), (1, 1))

    def test_an_order_at_once_and_a_refusal_and_a_no_are_sound(self):
        scene = self.scene
        _, at_once = scene.exchange(1, "KTC1", outcome="ordered")
        scene.order(at_once, package="C1")
        scene.asked(2)
        scene.exchange(3, "Y", outcome="balance_short")
        scene.asked(4)
        scene.exchange(5, "N", outcome="declined")
        self.finds()

    def test_a_redelivered_yes_that_is_recognised_is_sound_and_one_that_orders_again_is_not(self):
        for again in (False, True):
            self.tearDown()
            self.setUp()
            scene = self.scene
            scene.asked(1)
            first = scene.delivered(2, "Y")
            text_id = scene.effect("Y", outcome="ordered")
            inbound_id = scene.pdu(first, text_id)
            scene.reply(text_id, "Ordered.", ids=["A2"])
            scene.order(text_id)
            scene.submitted("A2", "Ordered.")
            scene.killed()
            second = scene.delivered(2, "Y", attempt=2)
            if again:
                other = scene.effect("Y", outcome="ordered")
                scene.pdu(second, other)
                scene.reply(other, "Ordered again.", ids=["B2"])
                scene.order(other, package="P2")
                scene.submitted("B2", "Ordered again.")
            else:
                scene.pdu(second, text_id, status="repeated", repeat_of=inbound_id)
            scene.answered(2, second)
            self.finds(**({"effects_doubled": 1} if again else {}))

    def test_a_yes_to_a_question_that_was_read_and_led_to_nothing_is_found(self):
        scene = self.scene
        scene.asked(1)
        scene.exchange(2, "Y", outcome="nothing_to_confirm")
        scene.asked(3)
        scene.exchange(4, "Y", outcome="ordered")  # so it says, and there is no order
        self.finds(yes_without_effect=2)

    def test_a_yes_to_a_question_that_never_came_may_come_to_nothing(self):
        scene = self.scene
        scene.exchange(1, "KTP1")
        scene.exchange(2, "Y", outcome="nothing_to_confirm")
        self.finds()

    def test_an_order_that_cost_nothing_is_found(self):
        scene = self.scene
        scene.asked(1)
        _, text_id = scene.exchange(2, "Y", outcome="ordered")
        scene.order(text_id, charges=0)
        self.finds(yes_without_effect=1)

    def test_an_order_without_a_question_a_yes_or_a_text_is_found(self):
        scene = self.scene
        _, unasked = scene.exchange(1, "Y", outcome="ordered")
        scene.order(unasked, package="P1")
        _, query = scene.exchange(2, "Q2")
        scene.order(query, package="P2")
        _, of_another = scene.exchange(3, "KTC1", subscriber="13800000002", outcome="ordered")
        scene.order(of_another, package="C1")
        result = self.finds(order_without_yes=3)
        self.assertIn("read no question", str(result.findings[0]))
        self.assertIn("his text was no yes", str(result.findings[1]))

    def test_money_for_nothing_that_he_ordered_is_found(self):
        scene = self.scene
        scene.exchange(1, "Q1")
        scene.moved(None)
        self.finds(order_without_yes=1)

    def test_a_text_that_ordered_twice_and_an_order_that_was_paid_twice_are_found(self):
        scene = self.scene
        scene.asked(1)
        _, text_id = scene.exchange(2, "Y", outcome="ordered")
        scene.order(text_id, package="P1")
        scene.order(text_id, package="P2")
        self.finds(order_doubled=1)
        scene.moved(scene.order(scene.exchange(3, "KTC1", outcome="ordered")[1], package="C1"))
        scene.order(scene.exchange(4, "KTC2", outcome="ordered")[1], package="C2", moved=400)
        self.finds(order_doubled=3)

    def test_an_order_that_nobody_was_told_of_is_found(self):
        scene = self.scene
        scene.asked(1)
        sequence = scene.delivered(2, "Y")
        text_id = scene.effect("Y", outcome="ordered")
        scene.pdu(sequence, text_id)
        scene.reply(text_id, "Ordered.", status="expired", reason="replaced")
        scene.order(text_id)
        scene.answered(2, sequence)
        self.finds(order_untold=1)

    def test_a_notice_is_no_second_reply(self):
        scene = self.scene
        _, text_id = scene.exchange(1, "KTC1", outcome="ordered")
        scene.order(text_id, package="C1")
        scene.reply(text_id, "Your month could not be charged.", ids=["N1"], kind="notice")
        scene.submitted("N1", "Your month could not be charged.")
        self.finds()

    def test_what_hallctl_audit_tells_is_found(self):
        self.scene.exchange(1, "Q1")
        self.scene.book = ["subscriber 8613800000001: the balance is 1, its movements come to 2"]
        self.finds(book_wrong=1)

    # Acknowledged and missing.

    def test_an_acknowledged_text_without_a_row_is_missing(self):
        self.scene.exchange(1, "Q1")
        sequence = self.scene.delivered(2, "Q2")
        self.scene.answered(2, sequence)
        result = self.finds(acknowledged_missing=1)
        sentence = str(result.findings[0])
        for word in (SUBSCRIBER, "Q2", "record line 4", f"sequence_number {sequence}"):
            self.assertIn(word, sentence)

    def test_an_acknowledged_twin_that_was_never_written_down_is_missing(self):
        self.scene.exchange(1, "Q1")
        sequence = self.scene.delivered(2, "Q1")
        self.scene.answered(2, sequence)
        self.finds(acknowledged_missing=1)

    def test_a_twin_that_was_never_written_down_is_missing_although_the_other_has_two_effects(self):
        scene = self.scene
        scene.exchange(1, "Q1")
        again = scene.delivered(1, "Q1", attempt=2)
        text_id = scene.effect("Q1")
        scene.pdu(again, text_id)
        scene.reply(text_id, "Answer to Q1.", ids=["B1"])
        scene.submitted("B1", "Answer to Q1.")
        sequence = scene.delivered(2, "Q1")
        scene.answered(2, sequence)
        self.finds(acknowledged_missing=1)

    def test_a_long_text_whose_acknowledged_part_is_gone_is_missing(self):
        scene = self.scene
        for part, body in ((1, "one "), (2, "two")):
            sequence = scene.delivered(1, body, part=part, parts=2)
            if part == 2:
                scene.pdu(sequence, None, part=part, kind="part", status="waiting")
            scene.answered(1, sequence, part=part)
        self.finds(acknowledged_missing=1)

    def test_a_text_whose_row_holds_other_words_is_missing_and_the_row_unexplained(self):
        scene = self.scene
        sequence = scene.delivered(1, "Q1")
        scene.answered(1, sequence)
        text_id = scene.effect("Q9")
        scene.pdu(sequence, text_id)
        self.finds(acknowledged_missing=1, effects_doubled=1)

    def test_a_recognised_repeat_does_not_hide_that_the_first_one_had_no_effect(self):
        scene = self.scene
        inbound_id = scene.pdu(scene.delivered(1, "Q1"), None)
        again = scene.delivered(1, "Q1", attempt=2)
        scene.pdu(again, None, status="repeated", repeat_of=inbound_id)
        scene.answered(1, again)
        self.finds(acknowledged_missing=1)

    def test_the_second_effect_of_a_text_stands_for_its_twin(self):
        scene = self.scene
        scene.exchange(1, "Q1")
        second = scene.delivered(2, "Q1")
        scene.pdu(second, None)
        scene.answered(2, second)
        again = scene.delivered(1, "Q1", attempt=2)
        text_id = scene.effect("Q1")
        scene.pdu(again, text_id)
        scene.reply(text_id, "Answer to Q1.", ids=["B1"])
        scene.submitted("B1", "Answer to Q1.")
        self.finds()

    # Doubled effects.

    def test_an_effect_put_together_from_two_texts_is_found(self):
        scene = self.scene
        text_id = scene.effect("one two")
        for text, part, body in ((1, 1, "one "), (2, 2, "two")):
            scene.delivered(text, "one " if part == 2 else "two", part=3 - part, parts=2)
            scene.pdu(scene.delivered(text, body, part=part, parts=2), text_id, part=part, kind="part")
        self.finds(effects_doubled=1)

    def test_a_redelivered_text_that_was_acted_on_twice_is_doubled(self):
        scene = self.scene
        scene.exchange(1, "Q1")
        again = scene.delivered(1, "Q1", attempt=2)
        text_id = scene.effect("Q1")
        scene.pdu(again, text_id)
        scene.reply(text_id, "Answer to Q1.", ids=["B1"])
        scene.answered(1, again)
        scene.submitted("B1", "Answer to Q1.")
        result = self.finds(effects_doubled=1)
        self.assertIn("texts.id in (1, 2)", str(result.findings[0]))

    def test_an_effect_that_no_text_explains_is_found(self):
        self.scene.exchange(1, "Q1")
        self.scene.effect("Q77")
        self.finds(effects_doubled=1)

    # Honest texts taken for repeats.

    def swallow(self, in_between):
        """An honest second Q1 is taken for a repeat of the first, after something happened in between."""
        scene = self.scene
        inbound_id, text_id = scene.exchange(1, "Q1")
        in_between()
        sequence = scene.delivered(2, "Q1")
        scene.pdu(sequence, text_id, status="repeated", repeat_of=inbound_id)
        scene.answered(2, sequence)

    def wait(self, millis):
        self.scene.now += millis

    def test_an_honest_text_swallowed_without_doubt_is_found(self):
        self.swallow(lambda: None)
        self.finds(honest_swallowed=1)

    def test_an_honest_text_swallowed_after_the_link_was_lost_is_counted_and_allowed(self):
        self.swallow(self.scene.lost)
        result = self.finds()
        self.assertEqual(result.allowed["honest_swallowed_in_doubt"], 1)

    def test_an_honest_text_swallowed_after_a_kill_is_counted_and_allowed(self):
        self.swallow(self.scene.killed)
        self.assertEqual(self.finds().allowed["honest_swallowed_in_doubt"], 1)

    def test_the_loss_of_another_link_is_no_doubt(self):
        self.swallow(lambda: self.scene.lost(link=2))
        self.finds(honest_swallowed=1)

    def test_a_kill_long_after_the_answer_is_no_doubt(self):
        self.swallow(lambda: (self.wait(TERMS.proof + TERMS.doubt), self.scene.killed()))
        self.finds(honest_swallowed=1)

    def test_a_hall_that_stood_still_from_its_answer_until_the_kill_is_in_doubt(self):
        def stand_still():
            self.wait(TERMS.doubt)
            self.scene.delivered(9, "Q9")
            self.scene.killed()
        self.swallow(stand_still)
        self.assertEqual(self.scene.audit().allowed["honest_swallowed_in_doubt"], 1)

    def test_an_answer_so_late_that_its_proof_comes_after_the_patience_is_in_doubt(self):
        self.answer_after(TERMS.patience - TERMS.proof + 1)
        self.assertEqual(self.finds().allowed["honest_swallowed_in_doubt"], 1)

    def test_an_answer_whose_proof_comes_within_the_patience_is_not_in_doubt(self):
        self.answer_after(TERMS.patience - TERMS.proof - 100)
        self.finds(honest_swallowed=1)

    def answer_after(self, wait):
        """A text that is answered after `wait` ms, and a second one of the same words that is taken for its repeat."""
        scene = self.scene
        sequence = scene.delivered(1, "Q1")
        text_id = scene.effect("Q1")
        inbound_id = scene.pdu(sequence, text_id)
        scene.reply(text_id, "Answer to Q1.", ids=["A1"])
        scene.submitted("A1", "Answer to Q1.")
        self.wait(wait)
        scene.answered(1, sequence)
        second = scene.delivered(2, "Q1")
        scene.pdu(second, text_id, status="repeated", repeat_of=inbound_id)
        scene.answered(2, second)

    def test_when_the_repeat_then_takes_the_place_of_the_honest_text_nobody_lost_anything(self):
        scene = self.scene
        self.swallow(scene.lost)
        again = scene.delivered(1, "Q1", attempt=2)
        text_id = scene.effect("Q1")
        scene.pdu(again, text_id)
        scene.reply(text_id, "Answer to Q1.", ids=["B1"])
        scene.submitted("B1", "Answer to Q1.")
        scene.answered(1, again)
        self.finds()

    # Replies.

    def text_without_reply(self):
        """Returns its texts id."""
        sequence = self.scene.delivered(1, "Q1")
        text_id = self.scene.effect("Q1")
        self.scene.pdu(sequence, text_id)
        self.scene.answered(1, sequence)
        return text_id

    def test_a_reply_that_was_never_written_is_missing(self):
        self.text_without_reply()
        self.finds(replies_missing=1)

    def test_a_reply_that_waits_for_ever_is_missing(self):
        self.scene.reply(self.text_without_reply(), "Answer.", status="waiting")
        self.finds(replies_missing=1)

    def test_a_reply_that_only_the_database_calls_accepted_is_missing(self):
        self.scene.reply(self.text_without_reply(), "Answer.", ids=["A1"])
        self.finds(replies_missing=1)

    def test_a_reply_that_the_smsc_read_but_did_not_take_is_missing(self):
        self.scene.reply(self.text_without_reply(), "Answer.", ids=["A1"])
        self.scene.submitted("A1", "Answer.", kept=False, status=0x58)
        self.finds(replies_missing=1)

    def test_a_reply_under_the_id_of_another_one_is_missing_and_the_other_unexplained(self):
        self.scene.reply(self.text_without_reply(), "Answer.", ids=["A1"])
        self.scene.submitted("A1", "Something else.")
        self.finds(replies_missing=1, doubled_unmarked=1)

    def test_parts_of_a_reply_that_were_never_taken_are_missing(self):
        self.scene.reply(self.text_without_reply(), "a1", "b1", "c1", ids=["A", "B", "C"])
        self.scene.submitted("A", "a1", part=1, parts=3)
        self.scene.submitted("C", "c1", part=3, parts=3)
        result = self.finds(parts_missing=1)
        self.assertIn("parts 2 of 3", str(result.findings[0]))

    def test_a_reply_that_was_refused_or_expired_with_a_reason_is_listed_apart(self):
        self.scene.reply(self.text_without_reply(), "Answer.", status="expired", reason="too_old")
        result = self.finds()
        self.assertEqual(result.allowed["given_up"], 1)
        self.assertEqual(dict(result.given_up_reasons), {"expired: too_old": 1})

    def test_a_refused_reply_is_listed_with_its_status_and_a_held_one_as_held(self):
        text_id = self.text_without_reply()
        self.scene.reply(text_id, "Answer.", status="refused", command_status=0x0B)
        self.assertEqual(dict(self.finds().given_up_reasons), {"refused: 0x0b": 1})
        self.scene.db.execute("UPDATE outbound SET status = 'waiting', held = 1")
        self.assertEqual(dict(self.finds().given_up_reasons), {"held": 1})

    def test_a_reply_that_expired_without_a_reason_is_missing(self):
        self.scene.reply(self.text_without_reply(), "Answer.", status="expired")
        self.finds(replies_missing=1)

    def test_a_reply_taken_twice_and_marked_is_counted_and_allowed(self):
        self.scene.reply(self.text_without_reply(), "Answer.", ids=["A2"], repeated=1)
        self.scene.submitted("A1", "Answer.")
        self.scene.submitted("A2", "Answer.")
        result = self.finds()
        self.assertEqual(result.allowed["doubled_marked"], 1)
        self.assertEqual(result.figures["resubmits"], 1)

    def taken_twice(self, before_the_second):
        self.scene.reply(self.text_without_reply(), "Answer.", ids=["A2"], repeated=1)
        self.scene.submitted("A1", "Answer.")
        before_the_second()
        self.scene.submitted("A2", "Answer.")

    def answer(self, id="A1"):
        self.scene.event(event="submit_answer", id=id, link=1, sequence=1, status=0)

    def test_that_the_second_answer_came_proves_nothing(self):
        self.taken_twice(lambda: None)
        self.answer("A2")
        self.finds()

    def test_a_reply_taken_twice_although_the_answer_had_come_is_found(self):
        self.taken_twice(self.answer)
        self.assertIn("the answer with the id A1", str(self.finds(doubled_needlessly=1).findings[0]))

    def test_the_answer_may_have_been_lost_with_its_link_or_by_a_kill(self):
        for loss in ("lost", "killed"):
            with self.subTest(loss):
                self.setUp()
                self.taken_twice(lambda: (self.answer(), getattr(self.scene, loss)()))
                self.assertEqual(self.finds().allowed["doubled_marked"], 1)

    def test_the_loss_of_another_link_lost_no_answer(self):
        self.taken_twice(lambda: (self.answer(), self.scene.lost(link=2)))
        self.finds(doubled_needlessly=1)

    def test_a_kill_long_after_the_answer_lost_no_answer(self):
        self.taken_twice(lambda: (self.answer(), self.wait(TERMS.doubt), self.scene.killed()))
        self.finds(doubled_needlessly=1)

    def test_an_answer_later_than_the_response_timeout_is_none(self):
        self.taken_twice(lambda: (self.wait(TERMS.response_timeout), self.answer()))
        result = self.finds()
        self.assertEqual(result.allowed["doubled_marked"], 1)
        self.assertEqual(result.allowed["doubled_after_timeout"], 0)

    def test_an_answer_that_the_hall_did_not_read_in_time_is_counted_and_allowed(self):
        self.taken_twice(lambda: (self.answer(), self.wait(TERMS.response_timeout)))
        result = self.finds()
        self.assertEqual(result.allowed["doubled_marked"], 1)
        self.assertEqual(result.allowed["doubled_after_timeout"], 1)

    def test_a_reply_taken_twice_and_not_marked_is_found(self):
        self.scene.reply(self.text_without_reply(), "Answer.", ids=["A2"])
        self.scene.submitted("A1", "Answer.")
        self.scene.submitted("A2", "Answer.")
        self.finds(doubled_unmarked=1)

    def test_a_text_with_two_replies_is_found(self):
        text_id = self.text_without_reply()
        for id in ("A1", "A2"):
            self.scene.reply(text_id, "Answer.", ids=[id])
            self.scene.submitted(id, "Answer.")
        self.finds(doubled_unmarked=1)

    def test_a_reply_that_nobody_wrote_is_found(self):
        self.scene.exchange(1, "Q1")
        self.scene.submitted("X", "Whatever.")
        self.finds(doubled_unmarked=1)

    def test_an_unmarked_double_is_found_beside_a_marked_twin(self):
        scene = self.scene
        scene.exchange(1, "Q1")
        scene.exchange(2, "Q1")
        scene.db.execute("UPDATE outbound SET maybe_repeated = 1 WHERE id = 2")
        scene.submitted("X", "Answer to Q1.")
        self.assertEqual(self.finds().allowed["doubled_marked"], 1)
        scene.db.execute("UPDATE outbound SET maybe_repeated = 0")
        self.finds(doubled_unmarked=1)

    def test_a_reply_does_not_explain_a_submit_before_it_was_written(self):
        text_id = self.text_without_reply()
        self.scene.submitted("X", "Answer.")
        self.wait(10)
        self.scene.reply(text_id, "Answer.", status="waiting")
        self.finds(doubled_unmarked=1, replies_missing=1)

    # Order.

    def two_texts(self, *more):
        for text in (1, 2, *more):
            sequence = self.scene.delivered(text, f"Q{text}")
            text_id = self.scene.effect(f"Q{text}")
            self.scene.pdu(sequence, text_id)
            self.scene.reply(text_id, f"a{text}", f"b{text}", ids=[f"A{text}", f"B{text}"], repeated=1)
            self.scene.answered(text, sequence)

    def submit_in_order(self, *ids):
        for id in ids:
            self.scene.submitted(id, id[0].lower() + id[1], part=1 if id[0] == "A" else 2, parts=2)

    def test_replies_in_the_order_of_the_texts_are_sound(self):
        self.two_texts()
        self.submit_in_order("A1", "B1", "A2", "B2")
        self.finds()

    def test_a_reply_before_that_to_an_earlier_text_is_out_of_order(self):
        self.two_texts()
        self.submit_in_order("A2", "B2", "A1", "B1")
        result = self.finds(order_broken=1)
        self.assertIn("'Q2': part 1 of its reply was taken before part 2 of the reply to text 1", str(result.findings[0]))

    def test_a_reply_in_the_midst_of_an_earlier_one_is_out_of_order(self):
        self.two_texts()
        self.submit_in_order("A1", "A2", "B1", "B2")
        self.finds(order_broken=1)

    def test_each_reply_before_an_earlier_one_is_out_of_order(self):
        self.two_texts(3)
        self.submit_in_order("A2", "B2", "A3", "B3", "A1", "B1")
        self.finds(order_broken=2)

    def test_parts_of_one_reply_may_change_places(self):
        self.two_texts()
        self.submit_in_order("B1", "A1", "B2", "A2")
        self.finds()

    def test_other_subscribers_do_not_matter_to_the_order(self):
        self.two_texts()
        self.scene.exchange(3, "Q3", subscriber="13800000002")
        self.submit_in_order("A1", "B1", "A2", "B2")
        self.finds()

    def test_what_counts_is_when_a_reply_was_taken_first(self):
        self.two_texts()
        self.submit_in_order("A1", "B1", "A2", "B2")
        self.scene.submitted("A9", "a1", part=1, parts=2)
        self.scene.db.execute("UPDATE outbound SET message_id = 'A9' WHERE message_id = 'A1'")
        self.finds()

    def test_a_refusal_does_not_count_as_taken(self):
        self.two_texts()
        self.scene.submitted("", "a1", part=1, parts=2, kept=False, status=0x58)
        self.submit_in_order("A2", "B2", "A1", "B1")
        self.finds(order_broken=1)

    # Receipts.

    def receipt(self, message_id, status, outbound_id=None):
        self.scene.event(event="receipt", id=message_id, to=SUBSCRIBER, state="delivered", variant="text", link=1)
        inbound_id = self.scene.pdu(99, None, status="receipt", kind="receipt")
        self.scene.insert("receipts", inbound_id=inbound_id, smsc="main", subscriber="86" + SUBSCRIBER,
                          message_id=message_id, state="delivered", received_at=self.scene.now,
                          outbound_id=outbound_id, status=status)

    def test_a_receipt_that_found_its_submit_is_sound(self):
        self.scene.exchange(1, "Q1")
        self.receipt("A1", "applied", outbound_id=1)
        self.finds()

    def test_a_receipt_for_a_known_submit_that_found_nothing_is_found(self):
        for status in ("parked", "unmatched"):
            with self.subTest(status):
                self.setUp()
                self.scene.exchange(1, "Q1")
                self.receipt("A1", status)
                self.assertEqual(self.finds(receipts_unmatched=1).allowed["receipts_of_unknown"], 0)

    def test_a_receipt_that_left_no_row_is_found(self):
        self.scene.exchange(1, "Q1")
        self.scene.event(event="receipt", id="A1", to=SUBSCRIBER, state="delivered", variant="tlv", link=1)
        self.assertIn("left no row", str(self.finds(receipts_unmatched=1).findings[0]))

    def test_a_receipt_that_found_its_submit_is_not_blamed_for_a_stray_one(self):
        self.scene.exchange(1, "Q1")
        self.receipt("A1", "applied", outbound_id=1)
        self.receipt("X", "unmatched")
        self.assertEqual(self.finds().allowed["receipts_of_unknown"], 1)

    def test_a_receipt_for_a_submit_whose_answer_was_lost_is_counted_and_allowed(self):
        self.scene.reply(self.text_without_reply(), "Answer.", ids=["A2"], repeated=1)
        self.scene.submitted("A1", "Answer.")
        self.receipt("A1", "unmatched")
        self.scene.submitted("A2", "Answer.")
        self.assertEqual(self.finds().allowed["receipts_of_unknown"], 1)


class RecordTest(unittest.TestCase):
    def test_numbers_are_the_same_however_they_are_written(self):
        for number in ("13800000001", "8613800000001", "+8613800000001", "008613800000001"):
            self.assertEqual(number_key(number), SUBSCRIBER)

    def test_of_two_deliveries_with_one_sequence_number_the_nearest_in_time_is_meant(self):
        record = Record()
        for at, text in ((1000, 1), (5000, 2)):
            record.add(json.dumps({"at": at, "event": "deliver", "text": text, "part": 1, "parts": 1, "from": SUBSCRIBER,
                                   "to": "10086", "link": 1, "sequence": 4, "attempt": 1, "body": "Q"}))
        self.assertEqual(record.text_delivered("86" + SUBSCRIBER, 4, 1, 1003), 1)
        self.assertEqual(record.text_delivered("86" + SUBSCRIBER, 4, 1, 4990), 2)
        self.assertIsNone(record.text_delivered("86" + SUBSCRIBER, 5, 1, 5000))

    def test_events_that_the_audit_does_not_need_are_passed_over(self):
        record = Record()
        record.add('{"at": 1, "event": "submit_answer", "id": "A1", "link": 1, "sequence": 1, "status": 0}')
        self.assertEqual(record.lines, 1)

    def test_a_line_that_is_not_whole_yet_waits(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "record.jsonl"
            batch = crash_batch.Batch(folder)
            path.write_text('{"at": 1, "event": "phase", "what": "began"}\n{"at": 2, "event": "pha', encoding="utf-8")
            self.assertEqual(batch.read_record().phases, [(1, "began")])
            with path.open("a", encoding="utf-8") as file:
                file.write('se", "what": "settled"}\n')
            self.assertEqual(batch.read_record().phases, [(1, "began"), (2, "settled")])


class ReportTest(unittest.TestCase):
    def run_of(self, **changes):
        run = {"when": "2026-01-01", "minutes": 1.5, "build": "release", "machine": "a machine", "seeds": [1],
               "seconds": 3, "rounds": 10, "audits": 10, "broken_by": None,
               "figures": {"texts": 900, "load_seconds": 3.0, "kills": 11}, "longest_settle": 2.0,
               "findings": dict.fromkeys(crash_findings.INVARIANTS, 0), "allowed": dict.fromkeys(crash_findings.ALLOWED, 0),
               "given_up": {"expired: too_old": 2}, "faults": []}
        return {**run, **changes}

    def test_runs_are_added_up(self):
        total = crash_report.sum_of([self.run_of(), self.run_of(seeds=[2], longest_settle=4.5, faults=["stuck"])])
        self.assertEqual(total["audits"], 20)
        self.assertEqual((total["rounds"], total["seeds"], total["longest_settle"]), (20, [1, 2], 4.5))
        self.assertEqual(total["figures"]["texts"], 1800)
        self.assertEqual(total["given_up"], {"expired: too_old": 4})
        self.assertEqual(total["faults"], ["stuck"])

    def test_a_broken_invariant_shows_in_both_tables(self):
        findings = {**dict.fromkeys(crash_findings.INVARIANTS, 0), "replies_missing": 3}
        run = self.run_of(findings=findings)
        self.assertIn("| replies missing | 3 | BROKEN |", crash_report.markdown(run))
        self.assertRegex(crash_report.table_of_results(run), r"replies missing +3 +BROKEN")
        self.assertIn("| texts a second under load | 300 |", crash_report.markdown(run))

    def test_a_run_that_never_came_to_an_audit_holds_nothing(self):
        run = self.run_of(audits=0)
        self.assertNotIn("holds", crash_report.markdown(run))
        self.assertIn("| replies missing | 0 | not audited |", crash_report.markdown(run))


class SettingsTest(unittest.TestCase):
    def test_the_terms_are_read_from_the_settings_of_the_test(self):
        terms = crash_batch.terms()
        for duration in (terms.doubt, terms.patience, terms.response_timeout):
            self.assertGreater(duration, 0)

    def test_a_key_that_stands_twice_is_refused(self):
        with tempfile.NamedTemporaryFile("w", suffix=".yaml") as file:
            file.write("a:\n  doubt: 5s\nb: {doubt: 250ms}\n# doubt: 1h\n")
            file.flush()
            with self.assertRaises(ValueError):
                crash_batch.duration_in(file.name, "doubt")


if __name__ == "__main__":
    outcome = unittest.main(exit=False, verbosity=1).result
    broken = len({test.id() for test, _ in outcome.failures + outcome.errors})
    print(f"{outcome.testsRun - broken} passed, {broken} failed", flush=True)
    sys.exit(0 if outcome.wasSuccessful() else 1)
