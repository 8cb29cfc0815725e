"""Keys with which people sign documents themselves: the key lies here sealed and under its holder's passphrase."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.seals.fields import EncryptedTextField


class SigningKey(models.Model):
    """One PKCS#12 container as its holder gave it, encrypted once more by the portal.

    Only the passphrase opens it, and the passphrase is kept nowhere: its holder alone controls the key at the moment
    of signing (电子签名法 art. 13). What the certificate says is kept in clear. A key is revoked, never deleted.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="signing_keys",
        verbose_name=_("holder"),
    )
    container = EncryptedTextField(_("PKCS#12 as base64"), context="identity.signing_key")
    name = models.CharField(_("name in the certificate"), max_length=200)
    subject = models.CharField(_("subject of the certificate"), max_length=500)
    issuer = models.CharField(_("issued by"), max_length=500)
    serial = models.CharField(_("serial number"), max_length=64)
    fingerprint = models.CharField(_("SHA-256 of the certificate"), max_length=64)
    valid_from_at = models.DateTimeField(_("valid from"))
    valid_to_at = models.DateTimeField(_("valid until"))
    is_simulated = models.BooleanField(_("issued by the demonstration authority"), default=False)
    enrolled_at = models.DateTimeField(_("enrolled"))
    revoked_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    revoke_reason = models.CharField(_("reason of the withdrawal"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("signing key")
        verbose_name_plural = _("signing keys")
        ordering = ["enrolled_at"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["holder"], condition=Q(revoked_at=None), name="one_signing_key_in_force"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def is_good(self, at: datetime) -> bool:
        """True while it was not withdrawn and its certificate is valid."""
        return self.revoked_at is None and self.valid_from_at <= at <= self.valid_to_at
