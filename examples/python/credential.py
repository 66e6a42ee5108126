"""The credential of a person: what follows `Basic ` in a request's Authorization header, and the key of the person's item."""

import base64
import binascii
import hashlib
import hmac
import os
import re
import secrets

# 24 random bytes are 192 bits: 32 letters of base64url, and no colon, so the last colon of a credential ends the user name.
PASSWORD_BYTES = 24
# The longest token that is looked up; DynamoDB takes keys of up to 2,048 bytes.
MAX_TOKEN_LENGTH = 1024

STORAGE = os.environ.get("CREDENTIAL_STORAGE", "plain")
SECRET = os.environ.get("CREDENTIAL_SECRET", "")
if STORAGE not in ("plain", "hashed"):
    raise ValueError('CREDENTIAL_STORAGE must be "plain" or "hashed".')
if STORAGE == "hashed" and not re.fullmatch(r"[A-Za-z0-9_-]{43,256}", SECRET):
    raise ValueError("CREDENTIAL_SECRET must hold 43 or more of A-Z a-z 0-9 _ -.")

HEADER = re.compile(r"basic +([a-z0-9+/]+={0,2})", re.IGNORECASE)


def mint_credential(username):
    """A new credential: base64 of `username:password` with a random password (RFC 7617, section 2)."""
    password = secrets.token_urlsafe(PASSWORD_BYTES)
    return base64.b64encode(f"{username}:{password}".encode()).decode()


def key_of(credential):
    """What a credential is kept under: itself, or a keyed digest (HMAC-SHA-256), whose `#` no credential has."""
    if STORAGE == "plain":
        return credential
    digest = hmac.new(SECRET.encode(), credential.encode(), hashlib.sha256).digest()
    return "hmac#" + base64.urlsafe_b64encode(digest).decode().rstrip("=")


def parse_basic_credential(header):
    """
    The token of an Authorization header, or None for one that was never minted: nothing is looked up then. It must be canonical base64
    of UTF-8 text with a colon, so that one credential has one spelling.
    """
    match = HEADER.fullmatch(header)
    if not match or len(match[1]) > MAX_TOKEN_LENGTH:
        return None
    token = match[1]
    try:
        decoded = base64.b64decode(token, validate=True)
        text = decoded.decode()
    except (binascii.Error, UnicodeDecodeError):
        return None
    canonical = base64.b64encode(decoded).decode() == token
    return token if canonical and ":" in text else None
