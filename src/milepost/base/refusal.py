"""How an action says no."""


class Refused(Exception):
    """The act may not happen; `reason` is the sentence that the person reads, with the way out."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = str(reason)
