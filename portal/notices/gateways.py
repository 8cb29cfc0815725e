"""The outside world: one e-mail, in the recipient's language, framed as text and as HTML."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation

from i18n import languages
from portal.notices.kinds import kinds
from portal.notices.models import Notice
from portal.notices.queries import context_of, message


def send_mail(notice: Notice) -> None:
    """Send the notice by e-mail; its Message-ID is the same at every attempt, so a mailbox drops a repetition.

    :raises OSError, smtplib.SMTPException: the mail server refused or could not be reached.
    """
    shown = message(notice, notice.language, with_secrets=True)
    address = shown.address(notice.language) or f"/{notice.language}/inbox/{notice.id}/"
    words = {
        "subject": shown.rendered.subject,
        "body": shown.rendered.body,
        "paragraphs": [part for part in shown.rendered.body.split("\n\n") if part.strip()],
        "address": settings.PORTAL_BASE_URL + address,
        "html_lang": languages.html_lang(notice.language),
        "footer": kinds[notice.kind].footer if notice.kind in kinds else "",
    }
    with translation.override(notice.language):
        text = render_to_string("notices/mail.txt", words)
        html = render_to_string("notices/mail.html", words)
    mail = EmailMultiAlternatives(
        subject=shown.rendered.subject,
        body=text,
        to=[notice.recipient_email],
        headers={
            "Message-ID": notice.message_id,
            "Content-Language": languages.html_lang(notice.language),
            "Auto-Submitted": "auto-generated",
            **_way_out(notice),
        },
    )
    mail.attach_alternative(html, "text/html")
    mail.send()


def _way_out(notice: Notice) -> dict[str, str]:
    """The headers with which a mail program ends this kind of mail by one press (RFC 2369, RFC 8058)."""
    kind = kinds.get(notice.kind)
    path = str(context_of(notice).get(kind.unsubscribe, "")) if kind and kind.unsubscribe else ""
    if not path.startswith("/"):
        return {}
    address = f"{settings.PORTAL_BASE_URL}/{notice.language}{path}"
    return {"List-Unsubscribe": f"<{address}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
