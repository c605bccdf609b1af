"""`house_rules`: the rules of this house, as a table: which the course's customers speak of, and which are examples."""

from course.language import N_, _
from course.policy import Policy
from course.policy import house_rules as ours
from course.views.report import Report, element, page
from course.views.told import told

_EXAMPLES = N_("These are examples. Your employer has rules of their own: find out what they say, and go by those.")
_OWN = N_("Whoever runs this course has put in these rules. Where your employer says otherwise, ask which one holds.")


@told
def house_rules() -> Report:
    """Show the house rules by which this course is played. Raises DocumentError for rules that can't be read."""
    policy = ours()
    rows = _rows(policy)
    body = "".join(
        f'<tr><th scope="row">{element("span", asked)}</th><td>{element("span", rule)}</td></tr>'
        for asked, rule in rows
    )
    caption, note = _("House rules in this course"), _(_EXAMPLES if policy.examples else _OWN)
    table = f"<table>{element('caption', caption)}<tbody>{body}</tbody></table>"
    words = f"{caption}. {note} " + " ".join(f"{asked} {rule}" for asked, rule in rows)
    return Report(page(element("p", note), table), words)


def _rows(policy: Policy) -> list[tuple[str, str]]:
    strikes, supervisor = policy.strikes, policy.supervisor
    return [
        (
            _("May a clerk end a talk after reminders about personal attacks?"),
            _("Yes, after {reminders}, and sparingly.").format(reminders=strikes.of)
            if strikes.on
            else _("Not by counting. There is no “three strikes” rule here."),
        ),
        (
            _("Is there a supervisor who can be fetched?"),
            _("Yes, within {time}.").format(time=supervisor.within)
            if supervisor.here
            else _("No, not during a shift."),
        ),
        (
            _("What may a clerk give back without asking?"),
            _("Up to {amount}.").format(amount=policy.refunds.up_to),
        ),
        (_("How soon is a promised call made?"), _("Within {time}.").format(time=policy.call_back.within)),
    ]
