"""How a class did in an exercise, as one HTML page that needs nothing from outside: no script, no file, no network.

Pure: the same hand-ins and marks give the same page. Every word of a learner's in it is escaped.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median

from autograder.class_work import Work, items_of, titles_of
from autograder.command import PROGRAM, counted
from autograder.drawn import bar, both_ways, item_chart
from autograder.final_marks import FinalMark
from autograder.hypertext import page, paragraph, scrolled, section, table, words
from autograder.item_analysis import FEW, Finding, analyse
from autograder.paper import Paper
from autograder.talks_section import techniques, ways
from autograder.words_section import copies, replies_to_decide

STYLE = (Path(__file__).parent / "class_report.css").read_text(encoding="utf-8")
_BINS = 10
_SMALL = 30  # learners below which chance moves what is said of an item much


def class_report(
    paper: Paper, works: Sequence[Work], marks: Mapping[str, FinalMark], made: str, program: str = PROGRAM
) -> str:
    """The page on a class: an exercise, what each learner did, the marks of each; `made` says when, in words.

    `program` is how the commands on the page begin.
    """
    sections = {
        "marks": ("Marks", _marks(paper, marks)),
        "items": ("Items", _items(paper, works, marks)),
        "techniques": ("What the class is missing", techniques(paper, works)),
        "replies": ("Replies to decide about", replies_to_decide(paper, works, program)),
        "ways": ("Ways through the talks", ways(paper, works)),
        "likeness": ("Likeness, copies and gaps", copies(paper, works)),
        "set-aside": ("What was set aside", _set_aside(works)),
    }
    links = "".join(f'<li><a href="#{anchor}">{heading}</a></li>' for anchor, (heading, _) in sections.items())
    body = "".join(section(anchor, heading, parts) for anchor, (heading, parts) in sections.items())
    top = f"<h1>Class report: {words(paper.name)}</h1>{paragraph(_glance(marks), f'Made {words(made)}.')}"
    privacy = "It names learners and quotes them: keep it as you keep grades."
    contents = f'<nav aria-label="Sections"><ul>{links}</ul></nav>'
    header = f"<header>{top}{paragraph(privacy)}{contents}</header>"
    return page(f"Class report: {paper.name}", STYLE, f"{header}<main>{body}</main>")


def _glance(marks: Mapping[str, FinalMark]) -> str:
    if not marks:
        return "Nobody has handed in yet."
    totals = [mark.total for mark in marks.values()]
    waiting = sum(mark.waits for mark in marks.values())
    many = counted(len(marks), "learner has", "learners have")
    open_ = f"in {counted(waiting, 'hand-in')} a person still has to give marks."
    some = open_ if waiting else "no mark waits for a person."
    maximum = max(mark.maximum for mark in marks.values())
    return f"{many} handed in. The median is {round(median(totals), 2):g} of {maximum:g} points, and {some}"


def _marks(paper: Paper, marks: Mapping[str, FinalMark]) -> str:
    if not marks:
        return paragraph("There are no marks yet.")
    top = max(mark.maximum for mark in marks.values()) or 1
    final, open_ = [0] * _BINS, [0] * _BINS
    for mark in marks.values():
        (open_ if mark.waits else final)[min(int(_BINS * mark.total / top), _BINS - 1)] += 1
    most = max(map(sum, zip(final, open_, strict=True)))
    rows = [
        [_between(at, top), bar(final[at] / most, str(final[at] + open_[at]), open_[at] / most), str(open_[at])]
        for at in reversed(range(_BINS))
    ]
    late = sum(mark.penalty > 0 for mark in marks.values())
    return (
        paragraph(
            "A dashed bar holds learners for whom a person still has to give marks: they can only move up."
            if any(open_)
            else "Every mark is final.",
            f"For {late} something was taken off because they were late." if late else "",
        )
        + table("How many learners have how many points", ["Points", "Learners", "of them still open"], rows)
        + _parts(paper, marks)
    )


def _between(at: int, top: float) -> str:
    low, high = top * at / _BINS, top * (at + 1) / _BINS
    return f"{low:g} to {high:g}" if at + 1 == _BINS else f"{low:g} to under {high:g}"


def _parts(paper: Paper, marks: Mapping[str, FinalMark]) -> str:
    rows = []
    for name, title in titles_of(paper).items():
        here = [mark.parts[name] for mark in marks.values() if name in mark.parts]
        known = [part.points / part.maximum for part in here if part.points is not None and part.maximum]
        share = sum(known) / len(known) if known else None
        drawn = "–" if share is None else bar(share, f"{share:.0%}")
        rows.append([words(title), drawn, str(len(known)), str(sum(part.waits for part in here))])
    heads = ["Part", "Mean share of its points", "Learners with points", "Waiting for a person"]
    return table("Part by part", heads, rows)


def _items(paper: Paper, works: Sequence[Work], marks: Mapping[str, FinalMark]) -> str:
    findings = dict(enumerate(analyse(items_of(paper), {work.student: _shares(work, marks) for work in works}), 1))
    rows = [
        [str(at), _asked(one), _ease(one), _tells(one), str(one.marked), words(one.advice)]
        for at, one in findings.items()
    ]
    heads = ["No.", "Item", "Ease", "Tells apart", "Marked", "What to do"]
    told = "Each item: how easy it was, whom it tells apart, and what to do about it"
    return _explained(len(works)) + _chart(findings) + table(told, heads, rows)


def _explained(learners: int) -> str:
    moved = f"{1 / max(learners - 1, 1) ** 0.5:.1f}"
    return paragraph(
        "<b>Ease</b> is the mean share of an item’s points that learners earned: 0 % is hard, 100 % is easy.",
        "<b>Tells apart</b> says whether those who do well in all other items do well here: 1 is always, 0 is no "
        "connection, and below 0 they do worse. Only answers that are marked count; what waits for a person doesn’t.",
    ) + paragraph(
        f"With {counted(learners, 'hand-in')} chance alone moves “tells apart” by about {moved} up or down: take it "
        "for a hint, look at the item, and decide by what you read."
        if learners < _SMALL
        else f"With {counted(learners, 'hand-in')} chance moves “tells apart” by about {moved} up or down.",
        f"Of items that fewer than {FEW} have done nothing is said.",
    )


def _chart(findings: Mapping[int, Finding]) -> str:
    if not any(one.tells is not None for one in findings.values()):
        return paragraph("There is nothing to draw yet: too few learners, or all of them did the same.")
    name = "Items by ease and by how well they tell learners apart"
    caption = f"<figcaption>{name}. Numbers are those of the table below, which says the same in words.</figcaption>"
    return scrolled(name, f"<figure>{item_chart(findings, name)}{caption}</figure>")


def _shares(work: Work, marks: Mapping[str, FinalMark]) -> dict[str, float]:
    """What a learner earned of each item; where a person marked a part that is one item, what that person gave."""
    shares = {item: share for part in work.parts.values() for item, share in part.shares.items()}
    for name, part in marks[work.student].parts.items():
        if part.by_hand and part.points is not None and part.maximum and not any(f"{name}/" in item for item in shares):
            shares[name] = part.points / part.maximum
    return shares


def _asked(one: Finding) -> str:
    return f"{words(one.item.ask)}<br><small>{words(one.item.id)}</small>"


def _ease(one: Finding) -> str:
    return "–" if one.ease is None else bar(one.ease, f"{one.ease:.0%}")


def _tells(one: Finding) -> str:
    return "–" if one.tells is None else both_ways(one.tells)


def _set_aside(works: Sequence[Work]) -> str:
    rows = [[words(work.student), "<br>".join(map(words, work.problems[:10]))] for work in works if work.problems]
    if not rows:
        return paragraph("Everything in the hand-ins could be read.")
    why = (
        "What couldn’t be read or made no sense was left out; the rest was marked. Most of it is harmless: a computer "
        "that was switched off, a file that got lost. If something is missing, ask for the hand-in again."
    )
    return paragraph(why) + table("What the course said about hand-ins", ["Learner", "What was set aside"], rows)
