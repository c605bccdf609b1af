"""Codes, keys and seats: who may do what in a room, without anything that has to be stored."""

import hashlib
import hmac
import secrets

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that looks like another, or that sounds like a word
LENGTH = 6  # 31 to the power of 6 is 887 million: at ten tries a minute nobody finds a room
_DESK = b"desk:"


def new_code() -> str:
    """A room's code, which people type: lower-case, as the log knows the room."""
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))


def clean(code: str) -> str:
    """A code as somebody typed it, in the form in which it is known; "" for what can't be one."""
    plain = code.strip().replace(" ", "").replace("-", "").lower()
    return plain if len(plain) == LENGTH and set(plain) <= set(LETTERS) else ""


def desk_key(secret: bytes, code: str) -> str:
    """The key to a room's desk, which follows from the server's secret."""
    return hmac.new(secret, _DESK + code.encode(), hashlib.sha256).hexdigest()[:32]


def opens(secret: bytes, code: str, key: str) -> bool:
    """Whether a key opens the desk of a room. Takes the same time whichever it is."""
    return hmac.compare_digest(desk_key(secret, code).encode(), key.encode("utf-8", "replace"))


def seat_of(code: str, phone: str) -> str:
    """The seat of a phone in a room: a digest of what only the phone knows, so that who reads the log can't take it."""
    return hashlib.sha256(f"{code}:{phone}".encode("utf-8", "replace")).hexdigest()[:16]


def id_of(sender: str, id: str) -> str:
    """The id under which a sender's message is known: nobody can use up another's."""
    return hashlib.sha256(f"{sender}:{id}".encode("utf-8", "replace")).hexdigest()[:24]


def is_secret(secret: bytes, header: str) -> bool:
    """Whether an Authorization header carries the server's secret. Takes the same time whatever it carries."""
    return hmac.compare_digest(f"Bearer {secret.decode()}".encode(), header.encode("utf-8", "replace"))
