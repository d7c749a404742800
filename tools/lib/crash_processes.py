"""The two programs of a crash test: the hall that is killed and the SMSC that is not, and the hallctl that looks after the
hall's book. Notes each start and kill in the batch's folder. Ends only what it started.
"""
import json
import os
import signal
import subprocess
import time

PORT_LIMIT = 20  # seconds for hall-smsc to listen
END_LIMIT = 30   # seconds for an orderly end


class Ended(Exception):
    """A program ended that nobody had told to."""


def now_ms():
    return time.time_ns() // 1_000_000


class Program:
    def __init__(self, name, folder):
        self.name, self.folder = name, folder
        self.log = os.path.join(folder, name + ".log")
        self.process = None

    def launch(self, command, environment=None):
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                                            env={**os.environ, **(environment or {})})

    def check(self):
        if self.process is not None and self.process.poll() is not None:
            raise Ended(f"{self.name} ended by itself with status {self.process.returncode}")

    def end(self):
        """SIGTERM, and SIGKILL when that does not help. The status, None when it was not running or had to be killed."""
        if self.process is None:
            return None
        process, self.process = self.process, None
        process.terminate()
        try:
            return process.wait(END_LIMIT)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            return None

    def last_lines(self, count=15):
        with open(self.log, "rb") as log:
            return log.read()[-100_000:].decode("utf-8", "replace").splitlines()[-count:]


class Smsc(Program):
    def __init__(self, build, folder, scenario, seed):
        super().__init__("hall-smsc", folder)
        self.port_file = os.path.join(folder, "port")
        self.command = [os.path.join(build, "tools", "hall-smsc"), "--listen", "127.0.0.1:0", "--port-file",
                        self.port_file, "--play", scenario, "--record", os.path.join(folder, "record.jsonl"),
                        "--seed", str(seed)]

    def start(self):
        """Returns the port on which it listens."""
        self.launch(self.command)
        limit = time.monotonic() + PORT_LIMIT
        port = ""
        while not port:
            self.check()
            if time.monotonic() > limit:
                raise Ended(f"hall-smsc did not listen within {PORT_LIMIT} s")
            time.sleep(0.02)
            if os.path.exists(self.port_file):
                with open(self.port_file, encoding="utf-8") as file:
                    port = file.read().strip()
        return port

    def stop_new_texts(self):
        self.process.send_signal(signal.SIGUSR1)

    def go_on(self):
        self.process.send_signal(signal.SIGUSR2)


class Hall(Program):
    def __init__(self, build, folder, settings, fault=None):
        super().__init__("smshalld", folder)
        self.command = [os.path.join(build, "daemon", "smshalld"), settings]
        self.environment = {"SMSHALL_SMSC_HOST": "127.0.0.1", "SMSHALL_STATE": os.path.join(folder, "state")}
        if fault:
            self.environment["SMSHALL_BREAK"] = fault
        self.settings = settings
        self.hallctl = os.path.join(build, "tools", "hallctl", "hallctl")
        os.makedirs(self.environment["SMSHALL_STATE"])

    def connect_to(self, port):
        self.environment["SMSHALL_SMSC_PORT"] = port

    def run_hallctl(self, *words):
        """What it prints, and its status."""
        command = [self.hallctl, *words, "--config", self.settings]
        done = subprocess.run(command, env={**os.environ, **self.environment}, capture_output=True, text=True, timeout=600)
        return done.stdout + done.stderr, done.returncode

    def open_book(self, subscribers):
        """Subscribers with balances, before the first start: every fifth can pay little."""
        path = os.path.join(self.folder, "subscribers.csv")
        with open(path, "w", encoding="utf-8") as file:
            file.write("number,balance\n")
            for i in range(1, subscribers + 1):
                file.write(f"{13800000000 + i},{'8.00' if i % 5 == 0 else '1000.00'}\n")
        told, status = self.run_hallctl("import", "subscribers", path)
        if status != 0:
            raise Ended(f"hallctl import ended with {status}: {told.strip()}")

    def audit_book(self):
        """The differences that hallctl audit tells; none when the book is clean."""
        told, status = self.run_hallctl("audit")
        return [] if status == 0 else [line for line in told.splitlines() if line.strip()]

    def start(self):
        self._note("started")
        self.launch(self.command, self.environment)

    def kill(self):
        self.check()
        self._note("killed")
        self.process.kill()
        self.process.wait()
        self.process = None

    def _note(self, event):
        with open(os.path.join(self.folder, "kills.jsonl"), "a", encoding="utf-8") as file:
            file.write(json.dumps({"at": now_ms(), "event": event}) + "\n")
