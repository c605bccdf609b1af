"""Every road to a judge of typed replies side by side, on replies by hands that it never saw.

    python benchmarks/replies/roads.py [--ours]

The shared parts are left out in the groups of `left_out.py`, whose scores have to be there; with `--ours` our own parts
are left out as well, which takes long and is kept. From where on a label is said is learned for each part on the other
shared parts alone. Prints the tables of README.md. Seeded.
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

import left_out  # noqa: E402
from combined import best_thresholds, combine, decide, macro_f1, spread  # noqa: E402
from corpus import ORDER, Row, choices, read_corpus, truth_of  # noqa: E402

NGRAMS, VECTORS = "n-grams, logistic regression", "sentence vectors, logistic regression"
SHARED = ("s", "p1", "p2", "p3", "p4", "p5", "p6")
OURS_FILE = Path(__file__).parent / "left_out_ours.npz"  # made by --ours, not committed
STEPS = 60  # thresholds that are tried

#: From scores and truth, the score from which each label is said.
Thresholds = Callable[[np.ndarray, np.ndarray], np.ndarray]


@dataclass(frozen=True, slots=True)
class Heard:
    """What is said of replies, and what is left open."""

    said: np.ndarray
    opened: np.ndarray


def parts_of(rows: Sequence[Row]) -> np.ndarray:
    """The part of each row."""
    return np.array([row.part for row in rows])


def for_each(scores: np.ndarray, truth: np.ndarray) -> np.ndarray:
    """For each label the threshold of the best F1."""
    found = []
    for own, true in zip(scores.T, truth.T, strict=True):
        order = np.argsort(-own, kind="stable")
        f1 = 2 * np.cumsum(true[order]) / (np.arange(1, len(own) + 1) + true.sum())
        last = int(np.argmax(f1))
        low = own[order[min(last + 1, len(own) - 1)]]
        found.append((own[order[last]] + low) / 2)
    return np.array(found)


def one_for_all(scores: np.ndarray, truth: np.ndarray) -> np.ndarray:
    """The one threshold of the best macro-F1."""
    tried = np.quantile(scores, np.linspace(0.5, 0.99, STEPS))
    best = max(tried, key=lambda threshold: macro_f1(scores >= threshold, truth))
    return np.full(scores.shape[1], best)


def said(rows: Sequence[Row], scores: np.ndarray, thresholds: Thresholds) -> np.ndarray:
    """What is said of each row, with thresholds learned on the other shared parts."""
    return _by_part(rows, lambda others, own: scores[own] >= thresholds(scores[others], truth_of(_some(rows, others))))


def heard(rows: Sequence[Row], scores: np.ndarray) -> Heard:
    """What the shipped way of deciding says and leaves open, learned on the other shared parts."""

    def decided(others: np.ndarray, own: np.ndarray) -> np.ndarray:
        decision = decide(scores[others], truth_of(_some(rows, others)))
        sure, maybe = decision.from_score(decision.asserted), decision.from_score(decision.doubted)
        return (scores[own] >= sure) + 2 * ((scores[own] >= maybe) & (scores[own] < sure))

    found = _by_part(rows, decided)
    return Heard(found == 1, found == 2)


def _by_part(rows: Sequence[Row], part_of: Callable[[np.ndarray, np.ndarray], np.ndarray]) -> np.ndarray:
    parts = parts_of(rows)
    found = None
    for part in dict.fromkeys(parts):
        own = parts == part
        answer = part_of(np.isin(parts, SHARED) & ~own, own)
        found = np.zeros((len(rows), answer.shape[1]), answer.dtype) if found is None else found
        found[own] = answer
    assert found is not None
    return found


def _some(rows: Sequence[Row], which: np.ndarray) -> list[Row]:
    return [row for row, wanted in zip(rows, which, strict=True) if wanted]


def plain_scores(rows: Sequence[Row]) -> dict[str, np.ndarray]:
    """The scores of the plain roads for rows of the shared set, each trained without its group."""
    import plain

    encoder, every, authors = plain.Encoder(), read_corpus(), choices()
    parts = parts_of(rows)
    found = {name: np.zeros((len(rows), len(ORDER))) for name in (NGRAMS, VECTORS)}
    for group in left_out.GROUPS:
        own = np.isin(parts, group)
        rest = [*(row for row in every if row.part not in group), *authors]
        found[NGRAMS][own] = plain.ngrams(rest, _some(rows, own))
        found[VECTORS][own] = plain.vectors(rest, _some(rows, own), encoder)
        print(f"{' '.join(group)}: plain roads done", file=sys.stderr, flush=True)
    return found


def line(*cells: object) -> str:
    """A line of a Markdown table; what is a share has three places."""
    return "| " + " | ".join(f"{cell:.3f}" if isinstance(cell, float) else str(cell) for cell in cells) + " |"


def head(*names: str) -> str:
    """The two lines that a Markdown table begins with."""
    return line(*names) + "\n" + "|" + "---|" * len(names)


def compared(rows: Sequence[Row], ways: dict[tuple[str, str], np.ndarray]) -> Iterator[str]:
    """The table of roads: macro-F1 of what each says, by part, and the mean."""
    yield head("road", "thresholds", *SHARED, "mean")
    parts, truth = parts_of(rows), truth_of(rows)
    for (road, way), says in ways.items():
        f1s = [macro_f1(says[parts == part], truth[parts == part]) for part in SHARED]
        yield line(road, way, *f1s, float(np.mean(f1s)))


def figures(heard: Heard, truth: np.ndarray) -> tuple[float, float, float, float]:
    """Precision and recall over all that is said, macro-F1, and the share of replies with anything left open."""
    right = (heard.said & truth).sum()
    return (
        float(right / max(1, heard.said.sum())),
        float(right / max(1, truth.sum())),
        macro_f1(heard.said, truth),
        float(heard.opened.any(axis=1).mean()),
    )


def by_voice(rows: Sequence[Row], heard: Heard) -> Iterator[str]:
    """The table of parts: all labels together, as they are said and left open."""
    yield head("part", "replies", "precision", "recall", "macro-F1", "replies with anything left open")
    parts, truth = parts_of(rows), truth_of(rows)
    groups = {part: parts == part for part in dict.fromkeys((*SHARED, *parts))}
    groups["all the shared parts"] = np.isin(parts, SHARED)
    if (ours := ~groups["all the shared parts"]).any():
        groups["all of our parts"] = ours
    for name, own in groups.items():
        yield line(name, own.sum(), *figures(Heard(heard.said[own], heard.opened[own]), truth[own]))


def by_label(rows: Sequence[Row], heard: Heard, forced: np.ndarray) -> Iterator[str]:
    """The table of labels over the shared parts; `forced` is what is said where nothing may be left open."""
    yield head("label", "there", "precision", "recall", "F1", "left open", "of these there", "F1 if it had to decide")
    own = np.isin(parts_of(rows), SHARED)
    truth = truth_of(rows)[own]
    says, opened, decides = heard.said[own], heard.opened[own], forced[own]
    for at, label in enumerate(ORDER):
        true, here, left = truth[:, at], says[:, at], opened[:, at]
        right = (true & here).sum()
        f1 = 2 * right / max(1, here.sum() + true.sum())
        must = 2 * (true & decides[:, at]).sum() / max(1, decides[:, at].sum() + true.sum())
        precise, recall = right / max(1, here.sum()), right / max(1, true.sum())
        yield line(
            f"`{label}`",
            true.sum(),
            float(precise),
            float(recall),
            float(f1),
            left.sum(),
            (left & true).sum(),
            float(must),
        )


def of_ours(mix: tuple[int, int]) -> tuple[list[Row], np.ndarray]:
    """Our own rows with the scores of both roads, trained without their group; none if they weren't made."""
    if not OURS_FILE.exists():
        return [], np.zeros((0, len(ORDER)), int)
    ours = left_out.load(OURS_FILE)
    return ours.rows, combine(ours.linear, ours.network, mix)


def main(arguments: Sequence[str]) -> None:
    """Print the tables."""
    import keywords
    import routes

    if "--ours" in arguments:
        left_out.make(left_out.OURS, OURS_FILE)
    unseen = left_out.load()
    rows, truth = unseen.rows, truth_of(unseen.rows)
    mix = spread(unseen.linear, unseen.network)
    both = combine(unseen.linear, unseen.network, mix)
    phrases, nothing = keywords.heard(rows), np.zeros_like(truth)
    scored = plain_scores(rows) | {"our linear road": unseen.linear, "our network": unseen.network, "both": both}
    ways = {("always nothing", ""): nothing, ("keyword rules", ""): phrases}
    for road, scores in scored.items():
        ways[road, "for each label"] = said(rows, scores, for_each)
        ways[road, "one for all"] = said(rows, scores, one_for_all)
    forced = ways["both", "one chance for all"] = said(rows, both, best_thresholds)
    shipped = heard(rows, both)
    our_rows, our_scores = of_ours(mix)
    every, all_scores = [*rows, *our_rows], np.concatenate([both, our_scores])
    print(*compared(rows, ways), "", *by_voice(every, heard(every, all_scores)), "", sep="\n")
    print(*by_label(rows, shipped, forced), "", sep="\n")
    judges = {
        "always nothing": (nothing, nothing),
        "keyword rules": (phrases, nothing),
        "n-grams, which decide always": (ways[NGRAMS, "for each label"], nothing),
        "both, which decide always": (forced, nothing),
        "both, as shipped": (shipped.said, shipped.opened),
    }
    for skill in (0.5, 1.0):
        print(*routes.table(rows, judges, skill), "", sep="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
