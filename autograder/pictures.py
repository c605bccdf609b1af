"""Pictures that a learner pasted into an answer, as they can be shown to whoever grades: under names of ours."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote

from autograder.harmless import harmless

MOST = 50  # pictures in one answer
_KINDS = {"image/png": "png", "image/jpeg": "jpg", "image/gif": "gif"}
_BASE64 = re.compile(r"[A-Za-z0-9+/\s]+={0,2}\s*")
_PLACE = re.compile(r"(!\[[^\[\]\n]{0,300}\]\(attachment:[^()\n]{1,300}\))")


@dataclass(frozen=True, slots=True)
class Pictures:
    """The pictures of one answer: `kept` is what its cell has attached."""

    kept: dict[str, dict[str, str]] = field(default_factory=dict)

    def around(self, words: str, attached: object) -> str:
        """An answer's words made harmless, with each picture attached to them where they put it, or at their end."""
        names = dict(self._keep(attached))
        waiting = dict(names)
        told = []
        for place, piece in enumerate(_PLACE.split(words)):
            name = unquote(piece.rpartition("(attachment:")[2].removesuffix(")"))
            if place % 2 and name in names:
                told.append(_shown(names[name]))
                waiting.pop(name, None)
            else:
                told.append(harmless(piece))
        return "\n\n".join(filter(None, ["".join(told), *map(_shown, waiting.values())]))

    def _keep(self, attached: object) -> Iterator[tuple[str, str]]:
        """Take over what is a picture; yields each name of theirs and ours for it."""
        for name, kinds in attached.items() if isinstance(attached, dict) else ():
            for kind, content in kinds.items() if isinstance(kinds, dict) else ():
                if kind in _KINDS and isinstance(content, str) and _BASE64.fullmatch(content) and len(self.kept) < MOST:
                    ours = f"picture-{len(self.kept) + 1}.{_KINDS[kind]}"
                    self.kept[ours] = {kind: "".join(content.split())}
                    yield name, ours
                    break


def _shown(name: str) -> str:
    return f"![A picture of the learner's](attachment:{name})"
