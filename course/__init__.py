"""Module Nine: practice the conversations you dread.

What a lesson imports. Every name is loaded on first use, so that `import course` stays light:
grader workers and browsers start on it thousands of times.
"""

from importlib import import_module
from typing import Any

_HOMES = {
    "load_scenario": "course.scenario",
    "scenario_names": "course.scenario",
    "assess": "course.replies",
    "speak": "course.language",
    "play": "course.views.play",
    "harder": "course.views.harder",
    "past_talks": "course.views.past_talks",
    "compare": "course.views.compare",
    "drill": "course.views.drill",
    "quiz": "course.views.quiz",
    "role_play": "course.views.role_play",
    "breath": "course.views.breath",
    "house_rules": "course.views.house_rules",
    "next_shift": "course.views.next_shift",
    "review": "course.views.review",
    "surprise": "course.views.surprise",
    "skills_test": "course.views.skills_test",
    "course_map": "course.views.course_map",
    "who": "course.views.who",
    "your_data": "course.views.your_data",
    "desktop_icon": "course.views.desktop_icon",
    "certificate": "course.views.certificate",
    "take_along": "course.views.take_along",
    "hand_in": "course.views.hand_in",
    "your_customer": "course.views.your_customer",
    "progress": "course.views.progress",
    "print_pack": "course.classroom.print_pack",
    "host": "course.classroom.host",
}
__all__ = list(_HOMES)


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'course' has no attribute '{name}'")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *_HOMES])
