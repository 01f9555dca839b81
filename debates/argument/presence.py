"""Which claims of a map count: a branch below a claim that is not visible does not."""

from debates.argument.map import ArgumentMap, Step
from debates.argument.words import State


def present(argument: ArgumentMap) -> list[Step]:
    """The claims that are visible and below visible claims only, in reading order."""
    steps: list[Step] = []
    keys: set[str] = set()
    for step in argument.walk():
        above = step.reply is None or step.reply.parent in keys
        if above and step.node.state == State.VISIBLE:
            keys.add(step.node.key)
            steps.append(step)
    return steps
