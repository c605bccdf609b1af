"""People who take the skills test, in a made-up past."""

from past import Past

from course.forms import Form, load_forms
from course.sitting import KIND, Sitting, Which, sittings_in

FORMS = load_forms()


def letters(form: Form, right: int) -> dict[str, str]:
    """An answer to each item, of which so many are the best reply."""
    other = {item.id: next(place for place in item.places if place != item.best) for item in form.items}
    return {item.id: item.best if at < right else other[item.id] for at, item in enumerate(form.items)}


def sit(
    past: Past, which: Which, form: str = "a", right: int = 6, days: float = 0, *, finish: bool = True, **said: object
) -> str:
    """Take the test; `said` is put into its header. Returns the header's digest."""
    header = past.add(
        KIND, {"which": which, "form": form, "digest": FORMS[form].digest, "seed": 0, **said}, days=days
    ).digest
    for item, answer in letters(FORMS[form], right).items():
        past.add("answer", {"item": item, "answer": answer}, header, days)
    if finish:
        past.add("finish", {"right": right}, header, days)
    return header


def sittings(past: Past) -> tuple[Sitting, ...]:
    """What their journal says."""
    return sittings_in(past.history, FORMS)
