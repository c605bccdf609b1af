"""An author's YAML: plain data with the line that each key stands on, and mistakes put into sentences.

Only what a script needs is read: mappings, lists, words, whole numbers, true and false. Tags,
anchors and dates are not, so `no`, `10:40` and `2026-11-21` stay the words an author wrote.
"""

import difflib
import re
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError, model_validator
from pydantic_core import PydanticCustomError
from yaml.composer import Composer

Key = tuple[str | int, ...]
Model = TypeVar("Model", bound=BaseModel)

_LARGEST = 200_000  # bytes: the longest customer is a tenth of it
_DEEPEST = 20
_MOST = 40  # words of a hint
# What YAML itself makes of plain text; a tag that an author writes is another one.
_TAGS = frozenset(["map", "seq", "str", "int", "float", "bool", "null", "timestamp", "merge", "value"])
_WANTED = {
    "string_type": "words",
    "int_type": "a whole number",
    "bool_type": "true or false",
    "list_type": "a list",
    "tuple_type": "a list",
    "dict_type": "a mapping (keys with colons)",
    "model_type": "a mapping (keys with colons)",
    "model_attributes_type": "a mapping (keys with colons)",
    "bool_parsing": "true or false",
}
_MENDS = {
    "missing": "'{key}' is missing; add it.",
    "string_too_short": "something should stand here.",
    "too_short": "{min_length} or more should stand here, not {actual_length}.",
    "too_long": "no more than {max_length} should stand here.",
    "int_parsing": "a whole number should stand here, not '{given}'.",
    "literal_error": "'{given}' can't stand here; use one of {expected}.",
    "union_tag_invalid": "'{tag}' can't stand here; use one of {expected_tags}.",
    "union_tag_not_found": "'{key}' is missing; add it.",
}
_CONSTANTS = {"true": True, "false": False, "": None, "~": None, "null": None}
_HALF = "half a character stands here (an escape like \\ud83d); write the whole one."
_INTEGER = re.compile(r"[-+]?[0-9]{1,9}\Z")


class DocumentError(ValueError):
    """An author's mistake: `file`, `line` (from 1), `key` (dotted path) and `mend`, in one sentence."""

    def __init__(self, file: str, line: int, key: str, mend: str) -> None:
        where = f"{file}, line {line}" + (f", at '{key}'" if key else "")
        super().__init__(f"{where}: {mend}")
        self.file, self.line, self.key, self.mend = file, line, key, mend

    def __reduce__(self) -> tuple[type["DocumentError"], tuple[str, int, str, str]]:
        return type(self), (self.file, self.line, self.key, self.mend)


def nearest(word: str, known: list[str]) -> str:
    """A hint for a word that isn't known: ' Did you mean …?', else the known words (forty at most), else nothing."""
    close = difflib.get_close_matches(word, known, n=1)
    if close:
        return f" Did you mean '{close[0]}'?"
    more = f" and {len(known) - _MOST} more" if len(known) > _MOST else ""
    return f" Known here: {', '.join(known[:_MOST])}{more}." if known else ""


class Part(BaseModel):
    """What every model of a document inherits: frozen, and a key that it doesn't know is a mistake."""

    model_config = ConfigDict(frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _knows_every_key(cls, data: Any) -> Any:
        known = [field.alias or name for name, field in cls.model_fields.items()]
        for key in data if isinstance(data, dict) else ():
            if key not in known:
                mend = "'{key}' isn't a key that is used here." + nearest(str(key), sorted(known))
                raise PydanticCustomError("unknown_key", mend, {"key": key})
        return data


class _NoAnchors(Composer):
    """YAML without anchors: a few lines of them can stand for more text than a machine can hold."""

    peek_event: Any  # a parser's, with which this is put together

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        event = self.peek_event()
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise yaml.MarkedYAMLError(
                problem="anchors (&) and aliases (*) aren't used here", problem_mark=event.start_mark
            )
        return super().compose_node(parent, index)


class _Loader(_NoAnchors, yaml.SafeLoader):
    """Reads anywhere, and says what is wrong with a text."""


_quick: Any = None
if yaml.__with_libyaml__:

    class _Quick(_NoAnchors, yaml.CSafeLoader):
        """Reads in C, several times as fast. It composes in Python: there, many brackets would end the process."""

        def __init__(self, text: str) -> None:
            yaml.CSafeLoader.__init__(self, text)
            Composer.__init__(self)

    _quick = _Quick


@dataclass(frozen=True, slots=True)
class Document:
    """Plain data read from one YAML file; `lines` gives the line (from 1) of each key's path."""

    file: str
    data: Any
    lines: dict[Key, int]

    def error(self, key: Key, mend: str) -> DocumentError:
        """The mistake at `key`, with the line of the nearest key that stands in the file."""
        nearest = key
        while nearest and nearest not in self.lines:
            nearest = nearest[:-1]
        return DocumentError(self.file, self.lines.get(nearest, 1), ".".join(map(str, key)), mend)

    def parse(self, model: type[Model]) -> Model:
        """The document as a `model`; the first mistake that pydantic finds becomes a DocumentError."""
        try:
            return model.model_validate(self.data)
        except ValidationError as invalid:
            mistake = invalid.errors()[0]
        raise self.error(*_located(mistake, self.data))


def read_document(path: Path, name: str | None = None) -> Document:
    """Read a YAML file. `name` is what its mistakes call it. Raises DocumentError, whatever the file holds."""
    file = name or path.name
    try:
        with path.open("rb") as stream:
            raw = stream.read(_LARGEST + 1)
    except OSError as reason:
        raise DocumentError(file, 1, "", f"the file can't be read ({reason.strerror}).") from None
    if len(raw) > _LARGEST:
        raise DocumentError(file, 1, "", f"the file is larger than {_LARGEST:,} bytes; split it.")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as reason:
        line = raw[: reason.start].count(b"\n") + 1
        raise DocumentError(file, line, "", "this isn't UTF-8 text; save the file as UTF-8.") from None
    return parse_document(text, file)


def parse_document(text: str, file: str) -> Document:
    """Read YAML text; `file` is what its mistakes call it. Raises DocumentError."""
    try:
        node = _composed(text)
    except yaml.MarkedYAMLError as reason:
        line = reason.problem_mark.line + 1 if reason.problem_mark else 1
        mend = f"YAML can't read this: {reason.problem}. Check the indent, the colon and the quotes."
        raise DocumentError(file, line, "", mend) from None
    except yaml.reader.ReaderError as reason:
        line = text[: reason.position].count("\n") + 1
        raise DocumentError(file, line, "", f"a character that YAML can't hold ({reason.reason}).") from None
    except RecursionError:
        raise DocumentError(file, 1, "", "lists and mappings are nested too deeply.") from None
    except (ValueError, OverflowError):  # a number in an escape or a directive that no character or version has
        raise DocumentError(file, 1, "", "YAML can't read this; take away each \\U and %YAML in it.") from None
    if node is None:
        raise DocumentError(file, 1, "", "the file is empty.")
    lines: dict[Key, int] = {}
    return Document(file, _plain(node, (), lines, file), lines)


def _composed(text: str) -> yaml.Node | None:
    """The text's nodes. C lets more tabs pass, and names mistakes in other words: so those are left to Python."""
    if _quick and "\t" not in text:
        with suppress(yaml.YAMLError, ValueError, OverflowError):
            return yaml.compose(text, Loader=_quick)
    return yaml.compose(text, Loader=_Loader)


def _plain(node: yaml.Node, key: Key, lines: dict[Key, int], file: str) -> Any:
    line = node.start_mark.line + 1
    lines.setdefault(key, line)
    dotted = ".".join(map(str, key))
    if len(key) > _DEEPEST:
        raise DocumentError(file, line, dotted, "lists and mappings are nested too deeply.")
    if node.tag.removeprefix("tag:yaml.org,2002:") not in _TAGS:
        raise DocumentError(file, line, dotted, f"the tag {node.tag} isn't used here; take it away.")
    if isinstance(node, yaml.ScalarNode):
        if _halved(node.value):
            raise DocumentError(file, line, dotted, _HALF)
        return _scalar(node)
    if isinstance(node, yaml.SequenceNode):
        return [_plain(child, (*key, at), lines, file) for at, child in enumerate(node.value)]
    assert isinstance(node, yaml.MappingNode)
    return _mapping(node, key, lines, file)


def _mapping(node: yaml.MappingNode, key: Key, lines: dict[Key, int], file: str) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for name_node, child in node.value:
        line = name_node.start_mark.line + 1
        if not isinstance(name_node, yaml.ScalarNode):
            raise DocumentError(file, line, ".".join(map(str, key)), "a key must be one word.")
        name = name_node.value
        if _halved(name):
            raise DocumentError(file, line, ".".join(map(str, key)), _HALF)
        here = (*key, name)
        if name in data:
            raise DocumentError(file, line, ".".join(map(str, here)), f"'{name}' stands here twice; keep one.")
        lines[here] = line
        data[name] = _plain(child, here, lines, file)
    return data


def _halved(text: str) -> bool:
    """Whether an escape has put half a character into a text: no file and no screen can hold it."""
    return any("\ud800" <= letter <= "\udfff" for letter in text)


def _scalar(node: yaml.ScalarNode) -> str | int | bool | None:
    if node.style:
        return str(node.value)
    if _INTEGER.match(node.value):
        return int(node.value)
    return _CONSTANTS.get(node.value, str(node.value))


def _located(mistake: Any, data: Any) -> tuple[Key, str]:
    """Tell where a pydantic mistake stands in the file, and how to mend it, in words an author knows."""
    key, kind, given = _in_data(mistake["loc"], data), mistake["type"], mistake["input"]
    context, message = mistake.get("ctx", {}), mistake["msg"]
    if kind.startswith("union_tag"):
        key = (*key, "kind")
    match kind:
        case "unknown_key":
            key, mend = (*key, context["key"]), message
        case "value_error":
            mend = str(context["error"])
        case _ if kind in _MENDS:
            mend = _MENDS[kind].format(**{**context, "key": key[-1] if key else "", "given": given})
        case _ if kind in _WANTED:
            mend = f"{_WANTED[kind]} should stand here, not {_said(given)}."
        case _:
            mend = f"{message[:1].lower()}{message[1:]}."
    return key, mend


def _said(value: Any) -> str:
    if value is None:
        return "nothing"
    names = {dict: "a mapping", list: "a list", str: "words", bool: "true or false", int: "a number"}
    return names.get(type(value), "this")


def _in_data(location: tuple[str | int, ...], data: Any) -> Key:
    """Pydantic's location less the steps that aren't in the file (names of models in a union)."""
    key: list[str | int] = []
    for place, step in enumerate(location):
        inside = isinstance(data, dict) and step in data
        inside = inside or (isinstance(data, list) and isinstance(step, int) and step < len(data))
        if inside:
            data = data[step]
        if inside or place == len(location) - 1:
            key.append(step)
    return tuple(key)
