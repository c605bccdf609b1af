"""The house rules that an instructor edits: what they decide in a customer's script, and the words they lend it."""

import hashlib
import re
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from course.document import Document, Key, Part, nearest, read_document

FILE = Path(__file__).parent / "scenarios" / "policy.yaml"

#: What a choice or a rule may ask of the house.
HouseRule = Literal["strikes", "no strikes", "supervisor", "no supervisor"]
_Words = Annotated[str, Field(min_length=1)]
_GAP = re.compile(r"\{([^{}]*)\}")


def _in_words(value: Any) -> Any:
    return str(value) if type(value) is int else value


class Strikes(Part):
    """Whether a talk may be ended after so many reminders about personal attacks."""

    on: bool
    of: Annotated[_Words, BeforeValidator(_in_words)]


class Supervisor(Part):
    """Whether there is one to be fetched, and how soon."""

    here: bool
    within: _Words


class Refunds(Part):
    """What a clerk may give back without asking anyone."""

    up_to: _Words


class CallBack(Part):
    """How soon somebody who was promised a call gets it."""

    within: _Words


class Policy(Part):
    """One set of house rules; `digest` names its content (64 hex digits), whatever the file's layout.

    `examples` is whether nobody has put in the rules of a real house yet.
    """

    examples: bool
    strikes: Strikes
    supervisor: Supervisor
    refunds: Refunds
    call_back: CallBack

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the rules."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()

    @property
    def words(self) -> dict[str, str]:
        """What stands in a text for each name in braces."""
        return {
            "strikes": self.strikes.of,
            "supervisor_wait": self.supervisor.within,
            "refund_limit": self.refunds.up_to,
            "call_back_time": self.call_back.within,
        }

    def allows(self, wanted: frozenset[HouseRule]) -> bool:
        """Whether the house is as all of these say."""
        strikes = "strikes" if self.strikes.on else "no strikes"
        supervisor = "supervisor" if self.supervisor.here else "no supervisor"
        return wanted <= {strikes, supervisor}

    def spoken(self, document: Document) -> Document:
        """A document with these rules' words in its texts. Raises DocumentError for a name no rule has."""
        return Document(document.file, self._filled(document, document.data, ()), document.lines)

    def _filled(self, document: Document, data: Any, key: Key) -> Any:
        if isinstance(data, dict):
            return {name: self._filled(document, part, (*key, name)) for name, part in data.items()}
        if isinstance(data, list):
            return [self._filled(document, part, (*key, at)) for at, part in enumerate(data)]
        if not isinstance(data, str):
            return data
        for name in _GAP.findall(data):
            if name not in self.words:
                mend = f"no house rule is called '{name}'." + nearest(name, list(self.words))
                raise document.error(key, mend)
        return _GAP.sub(lambda gap: self.words[gap[1]], data)


def read_policy(path: Path) -> Policy:
    """Read house rules from a file. Raises DocumentError."""
    return read_document(path).parse(Policy)


@lru_cache(maxsize=1)
def house_rules() -> Policy:
    """The rules of this house. Raises DocumentError."""
    return read_policy(FILE)
