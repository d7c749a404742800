"""What the JSON Schemas and the daemon's loader say of a file."""
import json
import os
import pathlib
import subprocess

import jsonschema

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
SCHEMAS = ROOT / "conf" / "schema"
# Variables that good files need; all others count as not set.
ENVIRONMENT = {"PATH": os.environ["PATH"], "SMSHALL_STATE": "/tmp", "SMSHALL_SMSC_HOST": "localhost",
               "SMSHALL_SMSC_PORT": "2775", "KNOWN": "known",
               **{name: value for name, value in os.environ.items() if name.endswith("SAN_OPTIONS")}}


class Schemas:
    """Validators by name; a reference to another file of conf/schema/ is found beside it."""

    def __init__(self):
        store = {}
        for path in sorted(SCHEMAS.glob("*.schema.json")):
            store[path.as_uri()] = json.loads(path.read_text(encoding="utf-8"))
        self.validators = {}
        for uri, schema in store.items():
            jsonschema.Draft7Validator.check_schema(schema)
            resolver = jsonschema.RefResolver(uri, schema, store=store)
            self.validators[uri.rsplit("/", 1)[-1].removesuffix(".schema.json")] = \
                jsonschema.Draft7Validator(schema, resolver=resolver)

    def first_fault(self, name, tree):
        """None when the schema takes it."""
        return next(self.validators[name].iter_errors(tree.seen()), None)

    def faults(self, name, tree):
        return list(self.validators[name].iter_errors(tree.seen()))


class Loader:
    """The daemon's loader, as one process that is asked about one configuration after the other."""

    def __init__(self, binary):
        self.process = subprocess.Popen([binary], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
                                        encoding="utf-8", env=ENVIRONMENT)

    def errors(self, settings):
        """Of the configuration that begins with this file, as (rule, what, remedy)."""
        print(settings, file=self.process.stdin, flush=True)
        errors = []
        for line in self.process.stdout:
            if not line.startswith("\t"):
                return errors
            errors.append(tuple(line[1:-1].split("\t")))
        raise RuntimeError(f"the loader ended with {self.process.wait()} while it read {settings}")

    def end(self):
        self.process.stdin.close()
        self.process.wait()


def explained(faults):
    """Errors of a schema in a few words, the deepest first."""
    said = []
    for fault in sorted(faults, key=lambda f: -len(f.absolute_path)):
        said.append(f"schema: {'/'.join(map(str, fault.absolute_path)) or '(root)'}: {fault.message[:150]}")
    return said[:3]


def leaves_of(fault):
    if not fault.context:
        yield fault
    for inner in fault.context:
        yield from leaves_of(inner)
