"""What a learner writes is the same to read, and nothing of it acts, by nbconvert as nbgrader's pages use it."""

import re
from html.parser import HTMLParser

import pytest
from attacks import ATTACKS
from hypothesis import example, given
from hypothesis import strategies as st
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

from autograder.harmless import as_typed, harmless, plain

TAGS = {"p", "br", "em", "strong", "ul", "ol", "li", "blockquote", "hr", "pre", "code", "span", "dl", "dt", "dd"}


class Seen(HTMLParser):
    """What a browser would make of a page: its elements, attributes and pieces of text."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.attributes, self.texts, self.others = set(), set(), [], []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data):
        self.texts.append(data)

    def handle_comment(self, data):
        self.others.append(data)

    handle_decl = unknown_decl = handle_pi = handle_comment


def rendered(markdown):
    return MarkdownWithMath(renderer=IPythonRenderer(escape=False)).render(markdown)


def letters(text):
    return re.sub(r"\s+", "", text)


def check_inert(page):
    seen = Seen(page)
    assert seen.tags <= TAGS
    assert seen.attributes <= {"start"}
    assert seen.others == []
    formulas = [text for text in seen.texts if re.search(r"[$\\]", text) and len(text) > 1]
    assert formulas == [] or "code" in seen.tags  # MathJax looks into neither code nor two elements at once
    return seen


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS)
def test_nothing_in_an_answer_acts(attack):
    seen = check_inert(rendered(f"Before.\n\n{harmless(attack)}\n\nAfter."))
    assert "After." in seen.texts


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS)
def test_nothing_in_a_cell_of_their_own_acts_and_every_letter_is_shown(attack):
    seen = check_inert(rendered(as_typed(attack)))
    assert seen.tags <= {"pre", "span"}
    assert "".join(seen.texts).strip("\n") == plain(attack).strip("\n")


PIECES = st.lists(
    st.sampled_from([*"<>&[]()`~|{}^#=@\\$:-_*+!.'\"/ \n0a", "\n\n", "    ", "- ", "1. ", "> ", "<script>", "<!--", "-->",
                     "<![CDATA[", "javascript:x", "http://e.example", "attachment:x", "```mermaid\n", "&lt;", "$$", "\\(",
                     "\\begin{a}", "\\end{a}", "[x]: ", "</pre>", "</span>", "---", "===", "\r", "\x00", "\ud800"])
)  # fmt: skip


@given(PIECES.map("".join))
@example("text\n-")
@example("$\n")
def test_nothing_that_can_be_put_together_acts(text):
    check_inert(rendered(harmless(text)))
    assert check_inert(rendered(as_typed(text))).tags <= {"pre", "span"}


@pytest.mark.parametrize(
    ("prose", "page"),
    [
        ("I <3 it, and 5 < 6 > 4.", "<p>I &lt;3 it, and 5 &lt; 6 &gt; 4.</p>"),
        ("It was $20, not $30.", "<p>It was <span>$</span>20, not <span>$</span>30.</p>"),
        ("**I waited**, *then* I asked.", "<p><strong>I waited</strong>, <em>then</em> I asked.</p>"),
        ("- one\n- two", "<ul><li>one</li><li>two</li></ul>"),
        ("1. first\n2. second\n   - deeper", "<ol><li>first</li><li>second<ul><li>deeper</li></ul></li></ol>"),
        ("> They said no.\n\nI waited.", "<blockquote><p>They said no.</p></blockquote><p>I waited.</p>"),
        ("a well-known, half-hearted «no» – 100% & more…", "<p>a well-known, half-hearted «no» – 100% &amp; more…</p>"),
        (
            'Note: at 9:30 I said: "it\'s fine" (twice) 😀 日本',
            '<p>Note: at 9:30 I said: "it\'s fine" (twice) 😀 日本</p>',
        ),
        ("one  \ntwo", "<p>one<br />two</p>"),
        ("    I indent a paragraph.", "<p>I indent a paragraph.</p>"),
    ],
)
def test_prose_reads_as_it_was_meant(prose, page):
    assert rendered(harmless(prose)).replace("\n", "").replace("&quot;", '"') == page


@pytest.mark.parametrize(
    "bit", ["*a ", "**a **b ", "[", "![", "- ", "> ", ">", "\n", "   \n- ", "$", "- - - -\n", "a*b_c", "]\n", "\t"]
)
def test_long_texts_take_no_longer_than_they_are_long(bit):
    assert len(harmless(bit * (200_000 // len(bit)))) < 4_000_000  # a quadratic search here would take hours
