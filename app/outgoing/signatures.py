"""Signatures by which a receiver knows that a delivery came from here, and when.

They follow Standard Webhooks (standardwebhooks.com), for which there are libraries in many
languages: HMAC-SHA256 over id, time and body, with a secret that both sides keep.
"""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Sequence

_PREFIX = "whsec_"
_BYTES = 32


def new_secret() -> str:
    """Make a secret, as it is shown once and as libraries take it: `whsec_` and base64."""
    return _PREFIX + base64.b64encode(secrets.token_bytes(_BYTES)).decode()


def signed_headers(
    message_id: str, seconds: int, body: bytes, with_secrets: Sequence[str]
) -> dict[str, str]:
    """Give the headers that sign a body, once with each secret; `seconds` is Unix time."""
    signed = f"{message_id}.{seconds}.".encode() + body
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(seconds),
        "webhook-signature": " ".join(_signature(signed, one) for one in with_secrets),
    }


def _signature(signed: bytes, secret: str) -> str:
    key = base64.b64decode(secret.removeprefix(_PREFIX))
    return f"v1,{base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()}"
