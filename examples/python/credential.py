"""The credential of a person: what follows `Basic ` in a request's Authorization header, and the key of the person's item."""

import base64
import binascii
import re
import secrets

# 24 random bytes are 192 bits: 32 letters of base64url, and no colon, so the last colon of a credential ends the user name.
PASSWORD_BYTES = 24
# The longest token that is looked up; DynamoDB takes keys of up to 2,048 bytes.
MAX_TOKEN_LENGTH = 1024

HEADER = re.compile(r"basic +([a-z0-9+/]+={0,2})", re.IGNORECASE)


def mint_credential(username):
    """A new credential: base64 of `username:password` with a random password (RFC 7617, section 2)."""
    password = secrets.token_urlsafe(PASSWORD_BYTES)
    return base64.b64encode(f"{username}:{password}".encode()).decode()


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
