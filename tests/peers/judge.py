"""The third opinion: what really went over the wire, as Wireshark's dissector reads it. The capture is taken by
dumpcap while the exchanges run and judged by tshark afterwards, so neither the hall nor the peer is believed."""

import collections
import os
import pathlib
import re
import signal
import socket
import subprocess
import tempfile
import time
import xml.etree.ElementTree as xml

NAMES = {
    0x00000001: "bind_receiver", 0x00000002: "bind_transmitter", 0x00000009: "bind_transceiver",
    0x00000004: "submit_sm", 0x00000005: "deliver_sm", 0x00000006: "unbind", 0x00000015: "enquire_link",
}
GENERIC_NACK = 0x80000000
RESPONSE = 0x80000000
WARNING, ERROR = 0x600000, 0x800000  # Wireshark's expert severities

# frame number, TCP stream, was it sent by the SMSC (to the hall otherwise), the header, the text if it has one
Pdu = collections.namedtuple("Pdu", "frame stream by_smsc command sequence status text")


class Unable(Exception):
    """Something that the judge needs is not there; the sentence says what."""


class Capture:
    """Packets of these TCP ports on the loopback, in one file."""

    def __init__(self, path, ports):
        self.path = pathlib.Path(path)
        # A datagram to our own socket, found in the file, proves that the capture runs (and, at the end, that
        # everything before it has been written).
        self.marker = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.marker.bind(("127.0.0.1", 0))
        marker_port = self.marker.getsockname()[1]
        what = " or ".join([f"tcp port {port}" for port in ports] + [f"udp port {marker_port}"])
        self.errors = tempfile.TemporaryFile()
        # To standard output, because dumpcap gives up its rights and may then not write where we may.
        self.process = subprocess.Popen(
            ["dumpcap", "-q", "-i", "lo", "-f", what, "-w", "-"],
            stdin=subprocess.DEVNULL, stdout=open(self.path, "wb"), stderr=self.errors)
        try:
            self._wait_for_marker(b"hall-peers-capture-begins")
        except Unable:
            self.kill()
            raise

    def _wait_for_marker(self, text):
        end = time.monotonic() + 10
        while text not in self.path.read_bytes():
            if self.process.poll() is not None or time.monotonic() > end:
                raise Unable(f"live capture on lo is not possible: {self._complaint()}")
            self.marker.sendto(text, self.marker.getsockname())
            time.sleep(0.05)

    def _complaint(self):
        self.errors.seek(0)
        lines = [line for line in self.errors.read().decode(errors="replace").splitlines() if line.strip()]
        return " ".join(lines[-3:]) or "dumpcap says nothing"

    def stop(self):
        """Ends the capture cleanly; the number of packets that were dropped."""
        self._wait_for_marker(b"hall-peers-capture-ends")
        self.process.send_signal(signal.SIGINT)
        self.process.wait(timeout=10)
        counted = re.search(r"received/dropped on interface .*?: \d+/(\d+)", self._complaint())
        if not counted:
            raise Unable(f"dumpcap does not say how many packets it dropped: {self._complaint()}")
        return int(counted[1])

    def kill(self):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()


class Verdict:
    """What tshark finds in one file: PDUs by port of the SMSC, and everything it objects to."""

    def __init__(self, path, ports):
        decode = [word for port in ports for word in ("-d", f"tcp.port=={port},smpp")]
        done = subprocess.run(["tshark", "-n", "-r", str(path), *decode, "-T", "pdml"],
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60)
        if done.returncode != 0:
            raise Unable(f"tshark could not read the capture: {done.stderr.decode(errors='replace').strip()}")
        self.pdus = collections.defaultdict(list)
        self.objections = []
        for packet in xml.fromstring(done.stdout).iter("packet"):
            self._take(packet, set(ports))

    def _take(self, packet, ports):
        def first(name):
            found = packet.find(f".//field[@name='{name}']")
            return None if found is None else found.get("show")

        number = int(first("frame.number") or packet.find(".//field[@name='num']").get("show"))
        for proto in packet.iter("proto"):
            if proto.get("name") == "_ws.malformed":
                self.objections.append(f"frame {number} is malformed: {proto.get('showname')}")
            in_smpp = proto.get("name") in ("smpp", "gsm_sms_ud")
            for field in proto.iter("field"):
                severity = int(field.get("show")) if field.get("name") == "_ws.expert.severity" else 0
                if severity >= (WARNING if in_smpp else ERROR):
                    self.objections.append(f"frame {number}, {proto.get('name')}: {_message(proto)}")
            if proto.get("name") == "smpp":
                source, target = int(first("tcp.srcport")), int(first("tcp.dstport"))
                header = {field.get("name"): field.get("show") for field in proto.iter("field")}
                if "smpp.command_id" not in header:
                    self.objections.append(f"frame {number} has octets that are no SMPP")
                    continue
                port = source if source in ports else target
                self.pdus[port].append(Pdu(
                    number, first("tcp.stream"), source == port, int(header["smpp.command_id"], 16),
                    int(header["smpp.sequence_number"]), int(header.get("smpp.command_status", "0"), 16),
                    header.get("smpp.message_text", "")))

    def count(self, port, command, by_smsc):
        return sum(1 for pdu in self.pdus[port] if pdu.by_smsc == by_smsc and NAMES.get(pdu.command) == command)

    def texts(self, port):
        """What the hall said, as Wireshark decodes it, one after the other."""
        return "\n".join(pdu.text for pdu in self.pdus[port]
                         if not pdu.by_smsc and NAMES.get(pdu.command) == "submit_sm")

    def refusals(self, port):
        """Sentences about responses of the hall that are not ESME_ROK."""
        return [f"frame {pdu.frame} holds status 0x{pdu.status:x} from the hall"
                for pdu in self.pdus[port] if not pdu.by_smsc and pdu.status]

    def unanswered(self, port):
        """Sentences about requests without exactly one later response of the same sequence, and strays."""
        faults = []
        responses = collections.defaultdict(list)
        for pdu in self.pdus[port]:
            if pdu.command == GENERIC_NACK:
                faults.append(f"frame {pdu.frame} is a generic_nack")
            elif pdu.command & RESPONSE:
                responses[pdu.stream, pdu.by_smsc, pdu.command, pdu.sequence].append(pdu)
        leaving = {pdu.stream: pdu.frame for pdu in reversed(self.pdus[port]) if NAMES.get(pdu.command) == "unbind"}
        for pdu in self.pdus[port]:
            if pdu.command & RESPONSE:
                continue
            name = NAMES.get(pdu.command, f"0x{pdu.command:08x}")
            found = responses.pop((pdu.stream, not pdu.by_smsc, pdu.command | RESPONSE, pdu.sequence), [])
            crossed = name == "enquire_link" and pdu.frame >= leaving.get(pdu.stream, pdu.frame + 1)
            if len(found) != 1 and not (crossed and not found):
                faults.append(f"{name} {pdu.sequence} in frame {pdu.frame} has {len(found)} responses")
            elif found and found[0].frame < pdu.frame:
                faults.append(f"the response to {name} {pdu.sequence} is older than the request")
        for strays in responses.values():
            faults.append(f"frame {strays[0].frame} is a response that nobody asked for")
        return faults


def _message(proto):
    for field in proto.iter("field"):
        if field.get("name") == "_ws.expert.message":
            return field.get("show")
    return "an expert item without words"


def judge_by_hand(hex_file, port, folder):
    """The verdict over one PDU written down by hand, sent by the SMSC on this port: to see that the judge can
    say no."""
    path = pathlib.Path(folder) / (pathlib.Path(hex_file).stem + ".pcap")
    text = "".join(line for line in open(hex_file) if not line.startswith("#"))
    done = subprocess.run(["text2pcap", "-q", "-T", f"{port},40000", "-", str(path)], input=text.encode(),
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=20)
    if done.returncode != 0 or not os.path.exists(path):
        raise Unable(f"text2pcap failed: {done.stdout.decode(errors='replace').strip()}")
    return Verdict(path, [port])
