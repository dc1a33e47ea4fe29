"""The broker of the embedded city: messages as files of a folder, none of which is ever seen half-written.

kombu's own transport opens a message under its final name and then fills it. A worker that looks in between takes an
empty file away, and the error of reading it ends the whole worker.
"""

import logging
import os
from pathlib import Path
from time import monotonic
from typing import Any
from uuid import uuid4

from kombu.transport import filesystem
from kombu.transport.virtual import BrokerState
from kombu.utils.json import dumps

logger = logging.getLogger(__name__)


class Channel(filesystem.Channel):
    """kombu's channel with whole messages only."""

    def _put(self, queue: str, payload: dict[str, Any], **kwargs: Any) -> None:  # type: ignore[override]  # as kombu
        """Write the message aside, then give it the name that readers look for."""
        folder = Path(self.data_folder_out)
        name = f"{round(monotonic() * 1000)}_{uuid4()}.{queue}.msg"
        aside = folder / f"{name}.part"
        aside.write_text(dumps(payload), encoding="utf-8")
        os.replace(aside, folder / name)

    def _get(self, queue: str, timeout: float | None = None) -> Any:
        """The next whole message; one spoilt by a power cut is dropped, for the relay sends its job again."""
        while True:
            try:
                return super()._get(queue)
            except ValueError:
                logger.warning("message unreadable", extra={"queue": queue})


class Transport(filesystem.Transport):
    """Named in the settings as `CELERY_BROKER_TRANSPORT`."""

    Channel = Channel
    global_state = BrokerState()
