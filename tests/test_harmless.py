"""What a learner writes is the same to read, and nothing of it acts, by nbconvert as nbgrader's pages use it."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

from autograder.harmless import as_typed, harmless, plain

ATTACKS = {
    "a script": "<script>steal()</script>",
    "an event handler": "<img src=x onerror=steal()> <svg/onload=steal()> <details open ontoggle=steal()>",
    "a tag in capitals over two lines": "<SCRIPT\n>steal()</SCRIPT\n>",
    "a link in HTML over lines": "<a\nhref='java\nscript:steal()'\n>x</a>",
    "a comment": "<!-- --><script>steal()</script><!-- -->",
    "a comment that isn't closed": "<!-- \n\n the rest of the page is gone",
    "CDATA": "<![CDATA[<script>steal()</script>]]>",
    "an instruction": "<?xml-stylesheet href='http://evil.example/x.css'?>",
    "a doctype": "<!DOCTYPE html [<!ENTITY x 'y'>]>",
    "entities": "&lt;script&gt;steal()&lt;/script&gt; &#60;script&#62; &#x3c;script&#x3e; &NewLine;",
    "an inline link": "[x](javascript:steal())",
    "an inline link with a tab": "[x](java\tscript:steal())",
    "an inline link with entities": "[x](&#106;avascript&colon;steal())",
    "an inline link in angles": "[x](<javascript:steal()>)",
    "an inline link after a space": "[x] (javascript:steal())",
    "a link to data": "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "a reference link": "[x][1]\n\n[1]: javascript:steal()",
    "a short reference link": "[x]\n\n[x]: javascript:steal()",
    "a reference over lines": "[x]\n\n[x]:\n  javascript:steal()\n  'title'",
    "a reference in a list": "- [x]: javascript:steal()\n- [x]",
    "a reference in a quotation": "> [x]: javascript:steal()\n\n[x]",
    "nested brackets": "[a [b] c](javascript:steal()) [[x]](javascript:steal())",
    "escaped brackets": "\\[x](javascript:steal()) [x\\]](javascript:steal()) \\\\[x](javascript:steal())",
    "a link around a picture": "[![x](http://evil.example/x.png)](javascript:steal())",
    "an address in angles": "<javascript:steal()> <https://evil.example>",
    "a bare address": "https://evil.example www.evil.example me@evil.example",
    "a picture from outside": "![x](http://evil.example/track.png) ![x][1]\n\n[1]: //evil.example/track.png",
    "a picture of data": "![x](data:image/svg+xml;base64,PHN2Zy8+)",
    "a picture in HTML": "<img src='http://evil.example/track.png'>",
    "a picture that isn't there": "![x](attachment:missing.png)",
    "a formula with a link": r"$\href{javascript:steal()}{x}$",
    "a displayed formula": r"$$\href{javascript:steal()}{x}$$",
    "a formula in brackets": r"\(\href{javascript:steal()}{x}\) \[\href{javascript:steal()}{x}\]",
    "a formula in escaped brackets": r"\\(\href{javascript:steal()}{x}\\) \\[\style{position:fixed}{x}\\]",
    "an environment": "\\begin{align}\\unicode{x3c}\\style{position:fixed}{x}\n\\class{a}{b}\\cssId{c}{d}\\end{align}",
    "a formula over a blank line": "$$\n\n\\href{javascript:steal()}{x}\n\n$$",
    "a style": "<style>body {display: none}</style> <p style='position:fixed'>x</p>",
    "a frame": "<iframe src='http://evil.example'></iframe> <object data='x'> <embed src='x'> <base href='http://evil.example'>",
    "a form": "<form action='http://evil.example'><input name=x><button>Full credit</button></form>",
    "a diagram": "```mermaid\ngraph TD; A-->B; click A href \"javascript:steal()\"\n```",
    "a diagram in tildes": "~~~mermaid\n</pre><script>steal()</script>\n~~~",
    "code in a language": "```html\n<script>steal()</script>\n```",
    "code in backticks": "`<script>steal()</script>` ``</code><script>steal()</script>``",
    "code by spaces": "    </code></pre><script>steal()</script>",
    "code in a list": "-     </code></pre><script>steal()</script>\n\n\t\t<script>steal()</script>",
    "a heading that takes the page's names": "# MathJax\n\nformgrade_data\n===\n\nscore\n---\n\nscore\n-",
    "a table": "| a | b |\n|---|---|\n| <script>steal()</script> | [x](javascript:steal()) |",
    "a definition": "term\n: <script>steal()</script>",
    "a footnote": "x[^1]\n\n[^1]: <script>steal()</script>",
    "the end of what holds it": "</pre></div></div></body><script>steal()</script>",
    "an element of its own in a line": "<span>\n<script>steal()</script>\n</span>",
    "control characters": "<\x00script>steal()</script> java\x01script: \x1b[2J \x0c \x85 \u2028",
    "half a character": "\ud83d <script>\udc00</script>",
    "line ends of old systems": "a\r<script>steal()</script>\r\n\r\n[x]: javascript:steal()\r[x]",
}  # fmt: skip
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
