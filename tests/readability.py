"""How hard a text is to read, in school grades (Flesch-Kincaid, syllables counted by their vowels)."""

import re


def grade(text: str) -> float:
    """Grade of Markdown text: 8 is what people of 13 or 14 read with ease."""
    plain = re.sub(r"```.*?```|<!--.*?-->|`[^`]*`", " ", text, flags=re.DOTALL)
    plain = re.sub(r"^(#+ .*|[-*>] |\d+\. )", ". ", plain, flags=re.MULTILINE)
    sentences = [
        found for part in re.split(r"[.!?]+[\"”*)]*(?:\s|$)|\n\s*\n", plain) if (found := _words(part))
    ]
    words = [word for sentence in sentences for word in sentence]
    syllables = sum(map(_syllables, words))
    return 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)*", text)


def _syllables(word: str) -> int:
    letters = re.sub(r"[^a-z]", "", word.lower())
    silent = len(
        re.findall(
            r"(?<=[^aeiouyl])e$|(?<=[aeiouy][^aeioulty])ed$|(?<=[^aeiouy][aeiouy][^aeiouyscxz])es$", letters
        )
    )
    return max(1, len(re.findall(r"[aeiouy]+", letters)) - silent)
