"""What the class report says of learners' own words: what a person has to decide, and what two have in common. Pure."""

from collections.abc import Sequence

from autograder.class_work import Work, read_by_all, titles_of
from autograder.command import counted
from autograder.hypertext import command, paragraph, said, subsection, table, words
from autograder.likeness import Alike, Quoted, alike
from autograder.paper import Paper
from autograder.reply_groups import grouped
from autograder.traces import Line, Shared, shared_lines
from autograder.typed import Typed, together
from course.debrief import title
from course.labels import LABELS

_MOST = 100  # groups of one kind that are shown
_BESIDE = 6  # texts of one group that are shown side by side


def replies_to_decide(paper: Paper, works: Sequence[Work], program: str) -> str:
    """Replies that marks wait for, in groups that one decision fits, with the command that decides."""
    typed = [(work.student, one) for work in works for part in work.parts.values() for one in part.typed]
    groups = grouped(together(typed))
    if not groups:
        return paragraph("No mark waits for a decision about words.")
    how = (
        "Marks wait for these replies, because the course isn’t sure what they do. Replies with the same question and "
        "similar words stand together. Read them; copy the command that fits into a terminal in this folder, and take "
        "out the IDs of those it doesn’t fit. Then grade again: "
    )
    again = command(f"{program} grade {paper.name}")
    rest = f"There are {len(groups) - _MOST} more groups. Decide about these first, then make this page again."
    titles = titles_of(paper)
    shown = "".join(_group(titles.get(group[0].part, group[0].part), group, program) for group in groups[:_MOST])
    return paragraph(how) + again + shown + (paragraph(rest) if len(groups) > _MOST else "")


def copies(paper: Paper, works: Sequence[Work]) -> str:
    """Words that several learners share, lines that several journals share, and journals with gaps: no verdict."""
    texts = [text for work in works for text in work.texts]
    like = alike(texts, read_by_all(paper))
    shared = shared_lines({work.student: work.lines for work in works})
    return (
        paragraph(
            "<strong>None of this is a verdict.</strong> Friends who learn together write alike, a model answer may "
            "have gone round, two people may share a computer, and a file can be torn by a crash. Read what stands "
            "here, talk with the people, and then decide. What learners <em>picked</em> is never compared: honest "
            "classmates pick the same."
        )
        + subsection("Words in common", _alike(titles_of(paper), like))
        + subsection("The same lines in two journals", _shared(shared))
        + subsection("Journals with a gap", _gaps(works))
    )


def _group(part: str, group: Sequence[Typed], program: str) -> str:
    open_ = [label for label in LABELS if label in group[0].judgement.abstained]
    asked = " or ".join(title(label) for label in open_)
    question = f"Is there {asked} in it?" if open_ else "Is it said to this person? No word of their story is in it."
    many = sum(one.learners for one in group)
    heading = f"{part}: {question} ({counted(many, 'learner')})"
    rows = [[f"<code>{one.id}</code>", said(one.reply), said(one.customer), str(one.learners)] for one in group]
    return subsection(
        heading,
        table("The replies", ["ID", "Reply", "It answers", "Learners"], rows),
        _commands(f"{program} overrule {' '.join(one.id for one in group)}", open_),
    )


def _commands(overrule: str, open_: Sequence[str]) -> str:
    if not open_:
        return paragraph("It stands as it was heard, and counts:") + command(overrule)
    there = " ".join(f"+{label}" for label in open_)
    which = "It is there:" if len(open_) == 1 else "All of it is there (take out what isn’t):"
    return paragraph(which) + command(f"{overrule} {there}") + paragraph("It isn’t there:") + command(overrule)


def _alike(titles: dict[str, str], found: Sequence[Alike]) -> str:
    if not found:
        return paragraph("Nobody’s own words are those of somebody else.")
    how = (
        "Texts of one part that share twenty words or more, and half of the shorter one, in runs of five or more. "
        "Words of the question, of the customer, of ready-made replies and of the model don’t count. What is shared is "
        "<mark>underlined</mark>."
    )
    return paragraph(how) + "".join(_beside(titles, one) for one in found[:_MOST]) + _more(len(found))


def _beside(titles: dict[str, str], one: Alike) -> str:
    told = f"{titles.get(one.place, one.place)}: {one.shared} words in common"
    shown = "".join(map(_quoted, one.texts[:_BESIDE]))
    rest = f"and {len(one.texts) - _BESIDE} more texts" if len(one.texts) > _BESIDE else ""
    return f'<h4>{words(told)}</h4><div class="beside">{shown}</div>' + (paragraph(rest) if rest else "")


def _quoted(text: Quoted) -> str:
    pieces = "".join(f"<mark>{words(some)}</mark>" if shared else words(some) for some, shared in text.pieces)
    who = ", ".join(map(words, text.students))
    return f"<figure><figcaption>{who}</figcaption><blockquote>{pieces}</blockquote></figure>"


def _shared(found: Sequence[Shared]) -> str:
    if not found:
        return paragraph("No line stands in the journals of two learners.")
    how = (
        "A journal’s line holds its time to the millionth of a second, so the same line in two hand-ins is a copy of "
        "one file or of a part of it."
    )
    rows = [
        [", ".join(map(words, one.students)), str(len(one.lines)), *_from_to(one.lines), _lines(one.lines)]
        for one in found[:_MOST]
    ]
    heads = ["Learners", "Lines", "First", "Last", "What they say"]
    return paragraph(how) + table("Lines that several hand-ins hold", heads, rows) + _more(len(found))


def _from_to(lines: Sequence[Line]) -> list[str]:
    return [words(f"{line.at:%Y-%m-%d %H:%M:%S} UTC") for line in (lines[0], lines[-1])]


def _lines(lines: Sequence[Line]) -> str:
    rest = f"<li>and {len(lines) - _BESIDE} more</li>" if len(lines) > _BESIDE else ""
    return f"<ul>{''.join(f'<li>{words(line.words)}</li>' for line in lines[:_BESIDE])}{rest}</ul>"


def _gaps(works: Sequence[Work]) -> str:
    rows = [
        [
            words(work.student),
            words(gap.file),
            words(gap.before.words) if gap.before else "nothing",
            words(gap.after.words),
        ]
        for work in works
        for gap in work.gaps
    ]
    if not rows:
        return paragraph("No journal has a gap.")
    how = (
        "Each line of a journal names the one before it by a digest of its text. Here a line names one that isn’t "
        "there: the line before it was changed, or lines were taken out, or a file is missing. What follows such a gap "
        "isn’t counted. Not every change leaves a gap: nothing follows the answer to a "
        "question, and digests can be made anew."
    )
    heads = ["Learner", "File", "What stands before the gap", "What stands after it"]
    return paragraph(how) + table("Gaps in journals", heads, rows[:_MOST]) + _more(len(rows))


def _more(count: int) -> str:
    return paragraph(f"and {count - _MOST} more") if count > _MOST else ""
