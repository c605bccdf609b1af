"""`house_rules`: the rules of this house, as a table: which the course's customers speak of, and which are examples."""

from course.policy import Policy
from course.policy import house_rules as ours
from course.views.report import Report, element, page
from course.views.told import told

_EXAMPLES = "These are examples. Your employer has rules of their own: find out what they say, and go by those."
_OWN = "Whoever runs this course has put in these rules. Where your employer says otherwise, ask which one holds."


@told
def house_rules() -> Report:
    """Show the house rules by which this course is played. Raises DocumentError for rules that can't be read."""
    policy = ours()
    rows = _rows(policy)
    body = "".join(
        f'<tr><th scope="row">{element("span", asked)}</th><td>{element("span", rule)}</td></tr>'
        for asked, rule in rows
    )
    note = _EXAMPLES if policy.examples else _OWN
    table = f"<table><caption>House rules in this course</caption><tbody>{body}</tbody></table>"
    words = f"House rules in this course. {note} " + " ".join(f"{asked} {rule}" for asked, rule in rows)
    return Report(page(element("p", note), table), words)


def _rows(policy: Policy) -> list[tuple[str, str]]:
    strikes, supervisor = policy.strikes, policy.supervisor
    return [
        (
            "May a clerk end a talk after reminders about personal attacks?",
            f"Yes, after {strikes.of}, and sparingly."
            if strikes.on
            else "Not by counting. There is no “three strikes” rule here.",
        ),
        (
            "Is there a supervisor who can be fetched?",
            f"Yes, within {supervisor.within}." if supervisor.here else "No, not during a shift.",
        ),
        ("What may a clerk give back without asking?", f"Up to {policy.refunds.up_to}."),
        ("How soon is a promised call made?", f"Within {policy.call_back.within}."),
    ]
