"""What the loader sees in a file and a JSON Schema cannot, rule by rule, with the reason.

A rule that stands here with a pattern is unseen only where the message fits it. All other rules both must see.
"""
import re

# Maps whose keys the loader does not list when one is strange.
KEYS_NOT_LISTED = {"with"}

UNSEEN = {
    # YAML itself, of which an editor complains without a schema, or which its parser takes.
    "key-twice": None, "tag-not-used": None, "merge-key": None,
    # Whether two things are the same, once they are compared as the hall does it.
    "id-taken": None, "smsc-name-taken": None, "referral-twice": None, "package-code-taken": None, "yes-and-no": None,
    "answer-is-code": None, "item-id-taken": None, "digit-taken": None, "code-taken": None, "parameter-twice": None,
    "parameter-is-placeholder": None, "alias-shadows-code": None, "alias-taken": None, "synonym-taken": None, "moved-code-taken": None,
    "snippet-is-placeholder": None, "zone-twice": None, "written-twice": None,
    # Whether something is there that another place or file names.
    "unreadable-menu": None, "unreadable-catalogue": None, "no-such-package": None, "value-unknown": None,
    "include-unreadable": None, "include-twice": None, "include-in-a-circle": None, "unknown-zone": None,
    "unknown-item": None, "unknown-language": None, "missing-first-language": None,
    "variable-not-set": None,
    # Whether a text is there that an item needs, and whether its codes bring what its action needs.
    "text-needed": None, "outcome-without-text": None, "follow-up-without-text": None, "needs-a-parameter": None,
    "not-taken": None, "parameter-of-other-type": None, "value-in-two-places": None, "digit-brings-too-little": None,
    "code-brings-too-little": None, "keyword-brings-too-little": None, "extension-acts": None,
    # Whether two values fit together.
    "audience-is-nobody": None, "offer-never-runs": None, "offers-overlap": None, "month-below-day": None,
    "reconnect-backwards": None, "retry-days-not-ascending": None, "names-itself": None, "needs-what-it-excludes": None,
    "needs-its-family": None, "needs-in-a-circle": None, "mobile-length": None, "spend-for-nobody": None,
    "never-open": None, "only-for-everybody": None, "too-many-choices": None, "menu-too-deep": None,
    "digit-in-paged-menu": None,
    "bad-hours": r"(\d\d:\d\d)-\1$",
    # What stands inside a text or a code, once it is folded.
    "placeholder-unknown": None, "placeholder-malformed": None, "placeholder-not-closed": None,
    "brace-closes-nothing": None, "choices-without-list": None, "code-not-shown": None, "list-not-shown": None,
    "snippet-in-snippet": None, "snippet-shows-unknown": None, "moved-shows-code": None, "moved-shows-until": None,
    "word-says-nothing": None, "code-empty": None, "keyword-too-short": None, "bad-synonym": None, "bad-value": None,
    # How large a value is, where its spelling hides it: 90m is more than 1h; 10.000 is 10 to an editor, and 05 is 5.
    "not-a-duration": r"is (0|[1-9]\d*)(ms|s|m|h|d)$",
    "not-a-number": r"is -?0\d+$",
    "not-a-retry-day": r"has '0\d+'$",
    "not-one-of": r"interface_version is \d+\.\d*$",
    "not-yuan": r"is '\d*\.\d*'$",
    "bad-spend": r"is \d*\.\d*$",
    "not-a-day": r"'\d{4}-\d\d-\d\d'",
    "bad-moment": r"is \d{4}-\d\d-\d\d( \d\d:\d\d)?$",
    "bad-digit": r"is 0\d$",
    "code-is-digit": r"code \d is", "code-leads-back": None, "code-leads-home": None,
}


def cannot_be_seen(error, several_files):
    """`error`: the loader's (rule, what, remedy). `several_files`: the menu includes others, so that a text which one
    of them lacks may stand in another."""
    rule, what, _ = error
    if several_files and rule == "missing-key" and what.startswith("texts has no "):
        return True
    return rule in UNSEEN and (UNSEEN[rule] is None or re.search(UNSEEN[rule], what) is not None)
