"""Reports of mail systems on what became of a message (RFC 3464): read from a file, matched to a sending."""

from __future__ import annotations

import mailbox
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from email.utils import parsedate_to_datetime
from pathlib import Path
from uuid import UUID

from portal.notices.models import Notice
from service_of_process.gateways.delivery import KIND
from service_of_process.models import ElectronicDelivery

#: A report is small; what is larger is none.
LARGEST = 2 << 20
DELIVERED, FAILED = "delivered", "failed"
LONGEST_REASON = 280


@dataclass(frozen=True)
class MailReport:
    """What one report says of one recipient of one message. ``said_at``: its ``Date``, ISO 8601, empty if none."""

    message_id: str
    recipient: str
    action: str
    status: str
    diagnostic: str
    said_at: str

    @property
    def reason(self) -> str:
        """Status and diagnostic in one line, without line breaks."""
        return " ".join(f"{self.status} {self.diagnostic}".split())[:LONGEST_REASON]


def files_in(path: Path) -> Iterator[bytes]:
    """The messages of a file, of a folder of files, of a Maildir or of an mbox.

    :raises OSError: it cannot be read.
    """
    if path.is_dir() and (path / "cur").is_dir():
        yield from (entry.as_bytes() for entry in mailbox.Maildir(path, create=False))
    elif path.is_dir():
        for file in sorted(path.iterdir()):
            if file.is_file() and file.stat().st_size <= LARGEST:
                yield file.read_bytes()
    elif path.suffix == ".mbox":
        yield from (entry.as_bytes() for entry in mailbox.mbox(path, create=False))
    elif path.stat().st_size <= LARGEST:
        yield path.read_bytes()


def reports_in(content: bytes) -> list[MailReport]:
    """The reports in one message; an empty list for whatever is no delivery report."""
    if len(content) > LARGEST:
        return []
    message = message_from_bytes(content, policy=policy.default)
    if message.get_content_type() != "multipart/report" or not isinstance(message, EmailMessage):
        return []
    parts = [part for part in message.iter_parts() if isinstance(part, EmailMessage)]
    original = next((found for part in parts if (found := _original_id(part))), "")
    blocks = next(
        (_blocks(part) for part in parts if part.get_content_type() == "message/delivery-status"), []
    )
    said_at = _said_at(message)
    return [
        MailReport(original, _address(block), _word(block, "Action").lower(), _word(block, "Status"),
                   _after_type(_word(block, "Diagnostic-Code")), said_at)
        for block in blocks
        if original and block["Action"] and (block["Final-Recipient"] or block["Original-Recipient"])
    ]  # fmt: skip


def delivery_of(report: MailReport) -> ElectronicDelivery | None:
    """The sending that a report is about: by the Message-ID of its e-mail and the address; None where none fits."""
    notice = Notice.objects.filter(kind=KIND, message_id=report.message_id).first()
    if notice is None:
        return None
    key = notice.recipient_key.removeprefix("delivery:")
    found = ElectronicDelivery.objects.select_related("leg").filter(pk=UUID(key)).first()
    if found is None or found.address.casefold() != report.recipient.casefold():
        return None
    return found


def _blocks(part: EmailMessage) -> list[Message]:
    payload = part.get_payload()
    return [block for block in payload if isinstance(block, Message)] if isinstance(payload, list) else []


def _original_id(part: EmailMessage) -> str:
    """The Message-ID of the message that is reported on, from its headers or from the message itself."""
    kind = part.get_content_type()
    if kind == "text/rfc822-headers":
        text = part.get_payload(decode=True)
        headers = message_from_bytes(text if isinstance(text, bytes) else b"", policy=policy.default)
        return str(headers["Message-ID"] or "").strip()
    if kind == "message/rfc822":
        inner: Iterable[object] = part.get_payload() if isinstance(part.get_payload(), list) else ()
        return next((str(one["Message-ID"] or "").strip() for one in inner if isinstance(one, Message)), "")
    return ""


def _said_at(message: EmailMessage) -> str:
    try:
        return parsedate_to_datetime(str(message["Date"])).isoformat()
    except (TypeError, ValueError):
        return ""


def _address(block: Message) -> str:
    return _after_type(_word(block, "Original-Recipient") or _word(block, "Final-Recipient"))


def _word(block: Message, name: str) -> str:
    return str(block[name] or "").strip()


def _after_type(text: str) -> str:
    """``rfc822; someone@example.test`` without its type."""
    return text.partition(";")[2].strip() or text
