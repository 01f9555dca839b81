"""What a format says when it cannot read a text."""

from debates.errors import Refusal


class FormatError(Refusal):
    """The text is not what its format asks for; ``line`` counts from 1."""

    def __init__(self, line: int, problem: str) -> None:
        super().__init__("format", f"Line {line}: {problem}")
        self.line = line
        self.problem = problem
