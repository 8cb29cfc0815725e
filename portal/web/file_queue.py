"""Jobs in files, for a portal without Redis: Kombu's transport, made safe against a reader that is quicker than the writer.

Kombu opens a message under its final name before it writes it. A worker that looks in between finds an empty file, ends
on it, and the portal with it; the job is gone. Here a message gets its name once it is whole, and one that a power cut
left broken is put aside in the log.
"""

from __future__ import annotations

import logging
import os
import uuid
from contextlib import suppress
from typing import Any

from kombu.exceptions import ChannelError
from kombu.transport import filesystem
from kombu.utils.encoding import str_to_bytes
from kombu.utils.json import dumps

LOG = logging.getLogger(__name__)
NAME = "portal.web.file_queue:Transport"


class Channel(filesystem.Channel):  # type: ignore[misc]  # Kombu is not typed
    """Messages that appear whole or not at all."""

    def _put(self, queue: str, message: Any, **options: Any) -> None:  # type: ignore[override]  # two parents, two names
        final = os.path.join(
            self.data_folder_out, f"{round(filesystem.monotonic() * 1000)}_{uuid.uuid4()}.{queue}.msg"
        )
        begun = f"{final}.begun"  # no queue is called so: nobody takes it
        try:
            with open(begun, "wb") as file:
                file.write(str_to_bytes(dumps(message)))
            os.rename(begun, final)
        except OSError as error:
            with suppress(OSError):
                os.unlink(begun)
            raise ChannelError(f"Cannot add file {final!r} to directory") from error

    def _queue_bind(self, exchange: str, *args: Any) -> None:
        """Kombu opens a new table of queues empty before it locks it; an empty one ends whoever reads it."""
        table = self._exchange_file(exchange)
        self.control_folder.mkdir(exist_ok=True)
        if not table.exists() or not table.stat().st_size:
            begun = table.with_name(f"{table.name}.{uuid.uuid4()}")
            begun.write_bytes(b"[]")
            if table.exists():  # left empty by a power cut
                begun.replace(table)
            else:
                with suppress(FileExistsError):  # another process was quicker: its table stays
                    os.link(begun, table)
                begun.unlink()
        super()._queue_bind(exchange, *args)

    def _get(self, queue: str, timeout: float | None = None) -> Any:
        while True:
            try:
                return super()._get(queue)  # Kombu's own in files knows no timeout
            except ValueError:
                LOG.error("A message of the queue %s could not be read and was left out.", queue)


class Transport(filesystem.Transport):  # type: ignore[misc]  # Kombu is not typed
    """What ``filesystem://`` means here; see `portal.celery`."""

    Channel = Channel
