"""What the domain says no with. Anything else that is raised is a bug."""


class Refusal(Exception):
    """Something that cannot be done, said so that the person knows what to do instead.

    ``code`` is stable and for programs; ``message`` is a sentence for people.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class NotAllowed(Refusal):
    """The person's role, the debate's phase or the claim's author stands against it."""
