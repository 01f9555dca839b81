"""What the official parser counts in an Argdown text, by its names."""

from debates.formats.argdown.data import is_true, mapping_at
from debates.formats.argdown.model import Document, Subject, What


def counted(said: Document) -> dict[str, int]:
    statements, arguments = list(said.of(What.STATEMENT)), list(said.of(What.ARGUMENT))
    members = [member for statement in statements for member in statement.members]
    told = [len(argument.pcs) for argument in arguments if argument.pcs]
    pcs = _sizes_of_steps(arguments) if _explodes(said) else told
    return {
        "equivalenceClasses": len(statements),
        "statementMembers": len(members) + sum(pcs) - sum(told),
        "statementReferences": sum(member.is_reference for member in members),
        "arguments": len(arguments) + len(pcs) - len(told),
        "argumentsWithPcs": len(pcs),
        "pcsStatements": sum(pcs),
        "relations": len(said.relations),
    }


def _explodes(said: Document) -> bool:
    """Whether each step is to be an argument of its own, with what it repeats of the others."""
    return is_true(mapping_at(said.front_matter, "model").get("explodeArguments"))


def _sizes_of_steps(arguments: list[Subject]) -> list[int]:
    return [len(step.premises) + 1 for argument in arguments for step in argument.steps]
