"""What is played against each SMSC, and what must come back. The answers expected are those that conf/ as shipped
promises: taken from menu.yaml at run time, so that a changed price breaks nothing and a lost answer does."""

import pathlib
import re

import yaml

HALL_NUMBER = "10086"
SYSTEM_ID = "hall-peers"
PASSWORD = "peer-pw"
WRONG_PASSWORD = "not-it"
ESME_RBINDFAIL, ESME_RINVPASWD = 0x0D, 0x0E


class Unusable(Exception):
    """conf/ does not look as this test expects it; the sentence says where."""


class ShippedMenu:
    """conf/menu.yaml and what it includes, read only as far as the answers to a few texts."""

    def __init__(self, path):
        self.path = path
        self.root = {"texts": {}, "zones": []}
        self._include(pathlib.Path(path))
        self.zones = {zone["id"]: zone for zone in self.root["zones"]}
        self.nodes = list(self._mappings(self.root))

    def _include(self, path):
        file = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
        for other in file.pop("include", []):
            self._include(path.parent / other)
        self.root["texts"].update(file.pop("texts", {}))
        self.root["zones"] += file.pop("zones", [])
        self.root.update(file)

    def _mappings(self, value):
        if isinstance(value, dict):
            yield value
        for child in (value.values() if isinstance(value, dict) else value if isinstance(value, list) else []):
            yield from self._mappings(child)

    @staticmethod
    def _codes(node):
        codes = node.get("codes", node.get("code", []))
        return [str(code) for code in (codes if isinstance(codes, list) else [codes])]

    def chinese_code(self):
        """A code in Chinese without parameters, of an item that answers with a text of its own when there is one."""
        found = [(bool(node.get("action")), code)
                 for node in self.nodes if node is not self.root["home"] for code in self._codes(node)
                 if re.fullmatch("[\u4e00-\u9fff]+", code)]
        if not found:
            raise Unusable(f"{self.path} has no code in Chinese characters")
        return min(found, key=lambda one: one[0])[1]

    def answer(self, code):
        """The literal pieces, in order, of the answer to a code: its text without the placeholders' values."""
        for node in [self.root["home"]] if code == "00" else self.nodes:
            if code == "00" or code in self._codes(node):
                return self._pieces(node, code)
        raise Unusable(f"{self.path} has no item with the code {code}")

    def _pieces(self, node, code):
        text = node.get("text")
        choices = ""
        if node.get("action"):
            slug = "not_available_yet"
            text = node.get("replies", {}).get(slug) or self.root["texts"].get(slug)
        else:
            items = [self.zones.get(item.get("zone"), item) for item in node.get("choices", [])]
            listed = [item for item in items if item.get("digit") != "none"]
            order = {item["id"]: int(item.get("digit", place)) for place, item in enumerate(listed, 1)}
            choices = "\n".join(item["name"] for item in sorted(listed, key=lambda item: order[item["id"]]))
        if not text:
            raise Unusable(f"{self.path} has no text in the item with the code {code}")
        text = text.replace("{{", "\x01").replace("}}", "\x02")
        values = {"name": node.get("name", ""), "hall": self.root["hall"], "choices": f"\n{choices}\n"}
        for placeholder, value in values.items():
            text = text.replace("{" + placeholder + "}", value)
        pieces = [piece.strip() for piece in re.split(r"\{[^{}]*\}|\n", text)]
        pieces = [piece.replace("\x01", "{").replace("\x02", "}") for piece in pieces if piece]
        if not any(re.search("[\u4e00-\u9fff]{2}", piece) for piece in pieces):
            raise Unusable(f"{self.path}: the answer to {code} holds no Chinese to look for")
        return pieces


def hall_configuration(shipped, menu, changes):
    """conf/smshalld.yaml with the few values of a scenario changed; every other line stays as it is shipped."""
    text = pathlib.Path(shipped).read_text(encoding="utf-8")
    for key, value in {"menu": str(menu), "catalogue": str(menu.with_name("catalogue.yaml")), **changes}.items():
        text, count = re.subn(rf"(?m)^(\s*(?:- )?{key}:) .*$", lambda found: f"{found[1]} {value}", text)
        if count != 1:
            raise Unusable(f"{shipped} holds {count} lines '{key}: ...', this test counts on one")
    return text


class Scenario:
    """One hall against one SMSC: how the hall is set up, what the SMSC plays, what must be on the wire."""

    def __init__(self, name, peer, mode="transceiver", **changes):
        self.name = name
        self.peer = peer
        self.mode = mode
        self.hall_password = PASSWORD
        # The enquire_link and the first wait must be short enough to see several of them.
        self.changes = {"bind": mode, "enquire_link": "1s", "reconnect": "{from: 200ms, to: 1s}", **changes}
        self.long_messages = changes.get("long_messages", "udh16")  # udh16 is what conf/ ships
        self.refusal = ESME_RINVPASWD
        self.steps = []

    def step(self, do, say, **values):
        self.steps.append({"do": do, "say": say, **values})

    def expect(self, pieces):
        long = sum(len(piece) for piece in pieces) > 70  # characters of UCS-2 that fit one message
        return {"expect": pieces, "way": self.long_messages if long else None}

    def script(self):
        # Subscribers' numbers as two kinds of SMSC write them: international, and as dialled at home.
        national = "13800138001"
        sender = {"address": "86" + national, "ton": 1, "npi": 1} if self.peer == "node" else \
                 {"address": national, "ton": 0, "npi": 1}
        return {"mode": self.mode, "system_id": SYSTEM_ID, "password": PASSWORD, "refusal": self.refusal,
                "hall": HALL_NUMBER, "sender": {**sender, "national": national}, "steps": self.steps}

    def short_pieces(self):
        """Pieces of the expected answers that no part ends in: the first of each answer."""
        return [step["expect"][0] for step in self.steps if "expect" in step and len(step["expect"][0]) <= 40]

    def on_the_wire(self):
        """(PDU, sent by the SMSC?, at least, at most or None) that the capture must hold."""
        did = [step["do"] for step in self.steps]
        links = 2 if self.mode == "pair" else 1
        binds = ("bind_transmitter", "bind_receiver") if self.mode == "pair" else ("bind_transceiver",)
        bound = did.count("accept")
        refused = sum(step.get("times", 0) for step in self.steps if step["do"] == "refuse")
        texts = did.count("text") + did.count("parts")
        delivered = did.count("text") + sum(len(step["texts"]) for step in self.steps if step["do"] == "parts")
        enquired = sum(step.get("times", 0) for step in self.steps if step["do"] == "be_enquired")
        return [
            # One more may be refused before the SMSC has changed its mind.
            *((bind, False, bound + refused, bound + refused + (1 if refused else 0)) for bind in binds),
            ("deliver_sm", True, delivered, delivered),
            ("submit_sm", False, texts, None),
            ("enquire_link", True, links * did.count("enquire"), links * did.count("enquire")),
            ("enquire_link", False, links * enquired, None),
            ("unbind", True, 1 if did.count("unbind") else 0, links * did.count("unbind")),
            ("unbind", False, links * did.count("end"), None),
        ]


def whole_session(scenario, menu):
    """Everything a day holds: texts in each encoding, enquire_link both ways, unbind from both ends."""
    chinese = menu.chinese_code()
    forty_two = scenario.expect(menu.answer("42"))
    # Joined in order it is blanks around 42; joined as it comes it is not.
    parts = ["　" * 67, "　" * 66 + "４", "２" + "　" * 9]
    scenario.step("accept", f"the hall binds ({scenario.mode}) with its system_id and password, as SMPP 3.4")
    scenario.step("text", "42 in GSM 7-bit is acknowledged and answered in Chinese", coding="gsm", text="42",
                  **forty_two)
    scenario.step("text", f"{chinese} in UCS-2 is acknowledged and answered in Chinese", coding="ucs2", text=chinese,
                  **scenario.expect(menu.answer(chinese)))
    scenario.step("parts", "a text in three parts, sent as 3, 1, 2, is acknowledged thrice and answered once as 42",
                  texts=parts, order=[3, 1, 2], **forty_two)
    scenario.step("be_enquired", "the hall sends enquire_link of its own, and no second answer", times=2)
    scenario.step("enquire", "the hall answers enquire_link")
    scenario.step("text", "00 is answered with the whole menu", coding="gsm", text="00",
                  **scenario.expect(menu.answer("00")))
    scenario.step("text", "the same subscriber's second 42 is answered again", coding="gsm", text="42", **forty_two)
    scenario.step("unbind", "the hall answers unbind from the SMSC and closes")
    scenario.step("accept", "the hall comes back by itself and binds again")
    scenario.step("text", "a text after that is answered (full-width 42 in UCS-2)", coding="ucs2", text="４２",
                  **forty_two)
    scenario.step("end", "after SIGTERM the hall sends unbind, waits for the response and closes")
    return scenario


def refused_bind(scenario, menu, status):
    """The carrier has another password on file, then sets it right."""
    scenario.hall_password = WRONG_PASSWORD
    scenario.refusal = status
    scenario.step("refuse", f"binds refused with status 0x{status:02x} are tried again, but not at once",
                  times=4, at_least_ms=1000)
    scenario.step("accept", "once the SMSC takes the password the hall is bound without a restart",
                  password=WRONG_PASSWORD)
    scenario.step("text", "42 is answered after that", coding="gsm", text="42", **scenario.expect(menu.answer("42")))
    scenario.step("end", "after SIGTERM the hall sends unbind, waits for the response and closes")
    return scenario


def all_scenarios(menu):
    return [
        whole_session(Scenario("node_transceiver", "node"), menu),
        whole_session(Scenario("node_pair", "node", mode="pair", long_messages="sar"), menu),
        refused_bind(Scenario("node_refuses", "node", long_messages="udh8"), menu, ESME_RINVPASWD),
        whole_session(Scenario("perl_transceiver", "perl"), menu),
        whole_session(Scenario("perl_pair", "perl", mode="pair", long_messages="payload"), menu),
        refused_bind(Scenario("perl_refuses", "perl"), menu, ESME_RBINDFAIL),
    ]
