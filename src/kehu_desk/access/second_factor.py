"""The second factor: the secret that a person's telephone shares with the desk.

Gives `SecondFactorAdapter` for django-allauth, which keeps the secrets encrypted (Fernet, with a key made from the
desk's own), so that whoever sees the database cannot make codes; and `has_second_factor`.
"""

from __future__ import annotations

import base64
import hashlib

import qrcode
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.utils.translation import gettext_lazy as _
from qrcode.image.svg import SvgPathFillImage


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets are encrypted at rest, and mistakes are told in the desk's words."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("This code is not right. Codes change every 30 seconds; type the newest."),
        "cannot_generate_recovery_codes": _("Switch the second factor on before you make recovery codes."),
    }

    def build_totp_svg(self, url: str) -> str:
        """The picture that an app scans, on white so that it can be scanned on a dark page too."""
        return qrcode.make(url, image_factory=SvgPathFillImage).to_string(encoding="unicode")

    def encrypt(self, text: str) -> str:
        """A secret as the database keeps it."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret again."""
        return _cipher().decrypt(encrypted_text.encode()).decode()


def has_second_factor(user: AbstractBaseUser) -> bool:
    """Whether a person signs in with a second factor."""
    found: bool = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()
    return found


def _cipher() -> Fernet:
    digest = hashlib.sha256(b"kehu_desk.access.second_factor" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))
