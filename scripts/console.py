"""What the set-up says in the terminal: plain lines, and a moving one where a terminal can show it."""

import shutil
import sys
import time

QUIET_SECONDS = 2.0
"""A step shorter than this shows only its result."""
LOG_EVERY_SECONDS = 10.0
"""Without a terminal (a log, CI) progress is a line this often."""


class SetupError(Exception):
    """A step that cannot go on; its text is already a sentence for the person."""


def say(text: str = "") -> None:
    """One line to the person, at once."""
    print(text, flush=True)


class Progress:
    """Progress of one step: nothing for two seconds, then how long it takes and what it is doing."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.started = time.monotonic()
        self.moving = sys.stdout.isatty()
        self.last_shown = 0.0

    @property
    def seconds(self) -> float:
        """Seconds since the step began."""
        return time.monotonic() - self.started

    def show(self, detail: str) -> None:
        """Shows that the step is alive, with the last thing it reported."""
        if self.seconds < QUIET_SECONDS:
            return
        text = f"… {self.title}, {self.seconds:.0f} с: {detail}".rstrip(": ")
        if self.moving:
            width = shutil.get_terminal_size().columns - 1
            print(f"\r\033[K{text[:width]}", end="", flush=True)
        elif self.last_shown == 0.0 or self.seconds - self.last_shown >= LOG_EVERY_SECONDS:
            self.last_shown = self.seconds
            say(text[:160])

    def finish(self, mark: str = "✓") -> None:
        """The result line; the time is told when it was worth noticing."""
        if self.moving:
            print("\r\033[K", end="")
        took = f" ({self.seconds:.0f} с)" if self.seconds >= QUIET_SECONDS else ""
        say(f"{mark} {self.title}{took}")
