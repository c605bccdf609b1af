"""Those who want to hear of every change of something, such as the views of one conversation."""

import logging
from collections.abc import Callable


class Observers:
    """Functions to call after each change."""

    def __init__(self) -> None:
        self._callbacks: list[Callable[[], None]] = []

    def __len__(self) -> int:
        return len(self._callbacks)

    def add(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Have a function called after each change. Returns a function that ends this."""
        self._callbacks.append(callback)
        return lambda: self._callbacks.remove(callback) if callback in self._callbacks else None

    def tell(self) -> None:
        """Call them all. One that fails keeps no other from what there is to hear: it's logged."""
        for callback in tuple(self._callbacks):
            try:
                callback()
            except Exception:
                logging.getLogger(__name__).exception("a view couldn't show what changed")
