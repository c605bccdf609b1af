"""How long a typed reply takes to be judged, beside what one would use with numpy: python benchmarks/assess.py."""

import pickle
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import quantiles
from time import process_time

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.multiclass import OneVsRestClassifier
from sklearn.pipeline import make_pipeline, make_union

sys.path[:0] = [str(Path(__file__).parent / "replies"), str(Path(__file__).parents[1])]

from corpus import Row, read_corpus, truth_of  # noqa: E402

from course.replies import assess  # noqa: E402
from course.replies.model import FILE  # noqa: E402


def main() -> None:
    """Judge the shared replies one by one with both, and print how long that took."""
    rows = read_corpus()
    said = [row for row in rows if row.part == "s" or row.part.startswith("p")]
    learned = [row for row in rows if row.part == "c4"]
    runs = make_union(TfidfVectorizer(ngram_range=(1, 3)), TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5)))
    stock = make_pipeline(runs, OneVsRestClassifier(LogisticRegression(max_iter=300)))
    stock.fit([row.reply for row in learned], truth_of(learned))
    ours = _timed(lambda row: assess(row.reply, customer=row.customer, type=row.type), said)
    theirs = _timed(lambda row: stock.predict([row.reply]), said)
    for name, (middle, slow) in (("assess", ours), ("scikit-learn", theirs)):
        print(f"{name}: {middle * 1000:.1f} ms a reply (median), {slow * 1000:.1f} ms (19 of 20 are faster)")
    print(f"{ours[0] / theirs[0]:.1f} times as long")
    print(f"{FILE.stat().st_size / 1e6:.1f} MB on disk; scikit-learn's, trained on {len(learned)} replies: ", end="")
    print(f"{len(pickle.dumps(stock)) / 1e6:.1f} MB")


def _timed(judge: Callable[[Row], object], rows: list[Row]) -> tuple[float, float]:
    """Seconds of this process a reply: the median, and what all but a twentieth stay under."""
    judge(rows[0])
    times = []
    for row in rows:
        began = process_time()
        judge(row)
        times.append(process_time() - began)
    cuts = quantiles(times, n=20)
    return cuts[9], cuts[18]


if __name__ == "__main__":
    main()
