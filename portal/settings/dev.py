"""The newcomer's settings: embedded everything, plainly marked as a demonstration."""

from portal.settings.base import *  # noqa: F403
from portal.settings.environment import flag

DEBUG = flag("PORTAL_DEBUG")
PORTAL_DEMONSTRATION = flag("PORTAL_DEMONSTRATION", default=True)
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", "testserver"]
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
PORTAL_ALLOW_SIMULATED = ["simulated-national-platform"]
