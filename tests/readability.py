"""How hard a text is to read, in school grades (Flesch-Kincaid; syllables rather counted too high than too low)."""

import re


def grade(text: str) -> float:
    """Grade of Markdown text: 8 is what people of 13 or 14 read with ease."""
    plain = re.sub(r"```.*?```|<!--.*?-->|`[^`]*`", " ", text, flags=re.DOTALL)
    plain = re.sub(r"^(#+ .*|[-*>] |\d+\. )", ". ", plain, flags=re.MULTILINE)
    parts = re.split(r"[.!?]+[\"”*)]*(?:\s|$)|\n\s*\n", plain)
    sentences = [words for part in parts if (words := re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)*", part))]
    words = [word for sentence in sentences for word in sentence]
    syllables = sum(map(_syllables, words))
    return 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59


def _syllables(word: str) -> int:
    spoken = re.sub(r"(?<=[^l])e$", "", word.lower())
    return max(1, len(re.findall(r"[aeiouy]+", spoken)))
