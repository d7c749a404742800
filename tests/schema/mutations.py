"""Slips that an operator may make in a good file, one at a time, each at every place where it is possible."""
import collections
import random

from editor_yaml import Map, Scalar, Sequence

# Maps whose keys are many of the same kind: a slip in one of them stands for all.
ALIKE = {"texts", "package_texts", "replies", "snippets", "synonyms", "statuses", "extensions"}

WRONG_VALUES = 4  # of those below, for each kind of place
MOST = 200
WRONG_SCALARS = (
    Scalar("", True), Scalar(""), Scalar("   "), Scalar("-1", True), Scalar("0", True), Scalar("1", True),
    Scalar("1.5", True), Scalar("123456789012345", True), Scalar("no such word"), Scalar("No_Such-Word", True),
    Scalar("true", True), Scalar("maybe", True), Scalar("10 minutes"), Scalar("2026-13-01", True),
    Scalar("25:00-26:00"), Scalar("字" * 150), Scalar("two\nlines"), Scalar("{brace"),
)
OTHER_KINDS = (Sequence(()), Map(()), Sequence((Scalar("a"), Scalar("b"))), Sequence((Scalar("a"), Scalar("a"))),
               Map((("a", Scalar("b")),)), Sequence((Map((("a", Scalar("b")),)),)), Sequence((Scalar("", True),)))


def every_slip(tree):
    """(sort of slip, what it is, where, the tree with it), the same ones in the same order each time."""
    keys = sorted({key for _, node in _places(tree) if isinstance(node, Map) for key, _ in node.entries})
    for path, node in _places(tree):
        for sort, what, changed in _slips_of(node, keys, bool(path) and path[-1] in ALIKE):
            yield sort, what, path, _replaced(tree, path, changed)


def sample(tree, seed):
    """(what it is, where, the tree with it): of each sort of slip one for each kind of place, of the many values that
    may come in place of another WRONG_VALUES; of all these MOST, the same ones for the same seed."""
    groups = collections.defaultdict(list)
    for sort, *slip in every_slip(tree):
        groups[sort, _kind_of_place(slip[1])].append(slip)
    chance = random.Random(seed)
    slips = []
    for (sort, _), group in groups.items():
        slips += chance.sample(group, min(len(group), WRONG_VALUES if sort == "another value" else 1))
    return chance.sample(slips, min(len(slips), MOST))


def _kind_of_place(path):
    """Which item of a list it is, which of many alike, and how deep in the menu, makes no difference."""
    kind = []
    for step in path:
        if step == "choices" and step in kind:
            del kind[kind.index(step):]
        kind.append("*" if isinstance(step, int) or (kind and kind[-1] in ALIKE) else step)
    return tuple(kind)


def _places(node, path=()):
    yield path, node
    children = enumerate(node.items) if isinstance(node, Sequence) else node.entries if isinstance(node, Map) else ()
    for step, child in children:
        yield from _places(child, (*path, step))


def _slips_of(node, keys, alike):
    if isinstance(node, Map):
        for i, (key, value) in enumerate(node.entries):
            before, behind = node.entries[:i], node.entries[i + 1:]
            sort = "" if alike else f" {key}"
            yield f"without{sort}", f"without {key}", Map(before + behind)
            yield f"misspelt{sort}", f"{key} misspelt", Map((*before, (key[:-1] + "x", value), *behind))
        for key in keys:
            if key not in dict(node.entries):
                changed = Map((*node.entries, (key, Scalar("1", True))))
                yield "key of another place", f"with {key} of another place", changed
    if isinstance(node, Sequence) and node.items:
        yield "an entry twice", "an entry twice", Sequence((*node.items, node.items[0]))
        yield "an entry less", "an entry less", Sequence(node.items[1:])
        stranger = Map((("a", Scalar("b")),))
        yield "an entry of another kind", "an entry of another kind", Sequence((*node.items, stranger))
        yield "an empty entry", "an empty entry", Sequence((*node.items, Scalar("", True)))
    for other in WRONG_SCALARS + OTHER_KINDS:
        if other != node:
            yield "another value", f"becomes {other.written()}", other
    if isinstance(node, Scalar) and node.text:
        yield "one character less", "one character less", Scalar(node.text[:-1], node.plain)
        yield "one character more", "one character more", Scalar(node.text + node.text[-1], node.plain)
    if isinstance(node, Scalar) and node.plain:
        yield "in quotes", "in quotes", Scalar(node.text)


def _replaced(tree, path, node):
    if not path:
        return node
    step, rest = path[0], path[1:]
    if isinstance(tree, Sequence):
        return Sequence(tuple(_replaced(item, rest, node) if i == step else item for i, item in enumerate(tree.items)))
    return Map(tuple((key, _replaced(value, rest, node) if key == step else value) for key, value in tree.entries))
