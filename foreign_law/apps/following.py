"""Registrations of one area: to follow the law, digests by e-mail, feeds."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _


def open_doors() -> None:
    """The mail with everything that happened."""
    from foreign_law.actions.digests import KIND, prepare
    from portal.notices.kinds import register_kind

    register_kind(
        KIND,
        label=_("News of the law that you follow"),
        subject_template=_("The law that you follow: what is new"),
        body_template="foreign_law/mail/digest.txt",
        prepare=prepare,
        secrets=("token", "stop_path"),
        footer=_(
            "You receive this message because you follow law in the portal or keep a search there. It is not legal "
            "advice, and what the library holds is not a verified copy."
        ),
        unsubscribe="stop_path",
    )
