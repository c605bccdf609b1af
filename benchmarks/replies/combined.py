"""Both roads as one score for each label, how likely that makes it, and from where on it is asserted or left open."""

from dataclasses import dataclass

import numpy as np
from sklearn.linear_model import LogisticRegression

MIX = (0.6, 0.4)  # how much the linear road and the network count, each brought to the same spread
PRECISE = 0.91  # of what is asserted: a little more than nine in ten, since a new voice brings surprises
OPEN = 0.2  # of replies, at most so many may hold anything left open
SCALE = 1000


@dataclass(frozen=True, slots=True)
class Decision:
    """For each label how a score becomes a chance (slope and start of a logistic curve), and two chances for all.

    From `asserted` on a label is said, from `doubted` on it is left open.
    """

    slopes: np.ndarray
    starts: np.ndarray
    asserted: float
    doubted: float

    def chances(self, scores: np.ndarray) -> np.ndarray:
        """How likely each label is at its score."""
        return 1 / (1 + np.exp(-(scores / SCALE * self.slopes + self.starts)))

    def from_score(self, chance: float) -> np.ndarray:
        """For each label the score that makes it so likely."""
        return np.round(SCALE * (np.log(chance / (1 - chance)) - self.starts) / self.slopes).astype(int)


def spread(linear: np.ndarray, network: np.ndarray) -> tuple[int, int]:
    """How much each road counts, in thousandths: the more widely its scores spread, the less."""
    return round(SCALE * MIX[0] / linear.std()), round(SCALE * MIX[1] / network.std())


def combine(linear: np.ndarray, network: np.ndarray, mix: tuple[int, int] | None = None) -> np.ndarray:
    """One whole-numbered score for each label in each reply."""
    much, more = mix or spread(linear, network)
    return (np.round(linear * SCALE).astype(int) * much + np.round(network * SCALE).astype(int) * more) // SCALE


def decide(scores: np.ndarray, truth: np.ndarray) -> Decision:
    """How to decide, learned from replies that the roads never saw.

    A label is said from the lowest chance at which all that is said is right often enough; it is left open from the
    lowest chance at which few enough replies hold anything open.
    """
    slopes, starts = [], []
    for label in range(scores.shape[1]):
        curve = LogisticRegression(C=100.0).fit(scores[:, [label]] / SCALE, truth[:, label])
        slopes.append(max(0.1, float(curve.coef_[0, 0])))
        starts.append(float(curve.intercept_[0]))
    curves = Decision(np.array(slopes), np.array(starts), 1.0, 1.0)
    chances = curves.chances(scores)
    steps = np.arange(0.2, 0.95, 0.01)
    right = [truth[chances >= step].mean() for step in steps]
    asserted = float(next((step for step, share in zip(steps, right, strict=True) if share >= PRECISE), steps[-1]))
    doubted = asserted
    for step in steps[steps < asserted][::-1]:
        if ((chances >= step) & (chances < asserted)).any(axis=1).mean() > OPEN:
            break
        doubted = float(step)
    return Decision(curves.slopes, curves.starts, asserted, doubted)


def best_thresholds(scores: np.ndarray, truth: np.ndarray) -> np.ndarray:
    """For each label the score from which saying it gives the best F1, if nothing were left open."""
    curves = decide(scores, truth)
    chances = curves.chances(scores)
    steps = np.arange(0.2, 0.7, 0.02)
    f1 = [macro_f1(chances >= step, truth) for step in steps]
    return curves.from_score(float(steps[int(np.argmax(f1))]))


def macro_f1(said: np.ndarray, truth: np.ndarray) -> float:
    """The mean over the labels of F1."""
    return float((2 * (said & truth).sum(0) / np.maximum(1, said.sum(0) + truth.sum(0))).mean())
