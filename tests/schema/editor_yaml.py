"""YAML as an editor sees it, with every scalar remembered as it was written.

An editor gives a plain 42 to the schema as a number and a plain true as a boolean (YAML 1.2, what the YAML language
server reads); the daemon's loader keeps both as text. So a file is held as a tree of how it was written, from which
either what an editor sees or a file for the loader is made.
"""
import dataclasses
import json
import re

import yaml

INTEGER = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
NULLS = ("", "~", "null", "Null", "NULL")
TRUE = ("true", "True", "TRUE")
FALSE = ("false", "False", "FALSE")


@dataclasses.dataclass(frozen=True)
class Scalar:
    text: str
    plain: bool = False

    def seen(self):
        if not self.plain:
            return self.text
        if self.text in NULLS:
            return None
        if self.text in TRUE + FALSE:
            return self.text in TRUE
        if INTEGER.fullmatch(self.text):
            return int(self.text, 0) if self.text[:2] in ("0x", "0o") else int(self.text)
        return float(self.text) if FLOAT.fullmatch(self.text) else self.text

    def written(self):
        # What reads as text either way is put in quotes: inside brackets a plain one may end too early.
        return json.dumps(self.text, ensure_ascii=False) if isinstance(self.seen(), str) else self.text or "~"


@dataclasses.dataclass(frozen=True)
class Sequence:
    items: tuple

    def seen(self):
        return [item.seen() for item in self.items]

    def written(self):
        return "[" + ", ".join(item.written() for item in self.items) + "]"


@dataclasses.dataclass(frozen=True)
class Map:
    entries: tuple  # of (key as text, value)

    def value(self, key):
        return dict(self.entries)[key]

    def seen(self):
        return {key: value.seen() for key, value in self.entries}

    def written(self):
        return "{" + ", ".join(f"{json.dumps(key, ensure_ascii=False)}: {value.written()}"
                               for key, value in self.entries) + "}"


def with_key(node, key, value):
    """The map with `value` under `key`, in place of what stood there."""
    return Map((*((k, v) for k, v in node.entries if k != key), (key, value)))


def appended(node, path, entries):
    """The tree with `entries` at the end of the list under `path`."""
    if not path:
        return Sequence((*node.items, *entries))
    if isinstance(node, Sequence):
        return Sequence(tuple(appended(item, path[1:], entries) if i == path[0] else item
                              for i, item in enumerate(node.items)))
    return with_key(node, path[0], appended(node.value(path[0]), path[1:], entries))


def read(path):
    """The file as a tree."""
    with open(path, encoding="utf-8") as file:
        return parse(file.read())


def parse(text):
    root = yaml.compose(text, Loader=yaml.BaseLoader)
    return Scalar("", True) if root is None else _tree(root)


def _tree(node):
    if isinstance(node, yaml.MappingNode):
        return Map(tuple((key.value, _tree(value)) for key, value in node.value))
    if isinstance(node, yaml.SequenceNode):
        return Sequence(tuple(_tree(item) for item in node.value))
    return Scalar(node.value, node.style is None)
