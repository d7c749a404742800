#!/usr/bin/env python3
"""What tools/faults makes of a play: what is reached, what is missed, and that a broken play is found out."""

import contextlib
import io
import json
import os
import sys
import tempfile
import unittest

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.insert(0, os.path.join(ROOT, "tools", "lib"))

import fault_figures  # noqa: E402

GOOD = {"begun": 6000, "owed": 6000, "answered": 6000, "answered_meanwhile": 5990, "texted_seconds": 10,
        "overtaken": 0, "links_bound": 1, "submits_later": 1000, "throttled_later": 1,
        "others_ms": {"p50": 5, "p90": 9, "p99": 20, "max": 90}}


def judged(name, *more, **changes):
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump({**GOOD, **changes}, file)
        file.flush()
        with contextlib.redirect_stdout(io.StringIO()):
            return fault_figures.main([name, file.name, *more])


class Figures(unittest.TestCase):
    def test_every_figure_is_reached_by_a_good_play(self):
        for name in fault_figures.FIGURES:
            self.assertEqual(judged(name), 0, name)

    def test_each_is_missed_by_a_play_that_is_slow_or_throttled(self):
        slow = {"answered_meanwhile": 100, "others_ms": {**GOOD["others_ms"], "max": 5001}, "throttled_later": 4}
        for name in fault_figures.FIGURES:
            self.assertEqual(judged(name, **slow), 1, name)
            self.assertEqual(judged(name, "--break", **slow), 0, name)

    def test_a_good_play_of_a_broken_smsc_means_that_the_figures_see_nothing(self):
        for name in fault_figures.FIGURES:
            self.assertEqual(judged(name, "--break"), 1, name)

    def test_a_lost_reply_a_turned_order_or_no_text_at_all_is_no_success(self):
        for change in ({"answered": 5999}, {"overtaken": 1}, {"begun": 0}):
            for name in fault_figures.FIGURES:
                self.assertEqual(judged(name, **change), 1, name)

    def test_every_scenario_with_figures_is_there(self):
        for name in fault_figures.FIGURES:
            self.assertTrue(os.path.exists(os.path.join(ROOT, "tools/hall_smsc/scenarios", name + ".yaml")), name)


if __name__ == "__main__":
    unittest.main()
