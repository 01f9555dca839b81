"""Small wrong changes to a module, one at a time: what tests/mutation.py plants."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

OPPOSITES: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
    ast.Break: ast.Continue,
    ast.Continue: ast.Break,
}
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
# A call of these gives back what it was called on, in another choice or order.
CHOOSING = {"filter", "exclude", "order_by", "distinct", "visible_to", "strip", "lower", "casefold"}
# Said to people or to type checkers: whatever stands in them decides nothing.
WORDS = {"Refusal", "NotAllowed", "FormatError", "KindWords", "cast", "TypeVar", "ParamSpec"}


@dataclass(frozen=True)
class Mutant:
    module: str  # its path below the project
    number: int  # of the change, in the order of the text
    within: str  # the function, or the name that is assigned
    lines: tuple[int, int]  # of the statement it is in
    was: str
    now: str
    at_the_top: bool  # in no function: seen when the module is imported

    def __str__(self) -> str:
        return f"{self.module} {self.within}: {self.was} -> {self.now}"


def mutants(module: str, source: str) -> Iterator[Mutant]:
    for number, change in enumerate(_changes(ast.parse(source))):
        lines = (change.statement.lineno, _last_line(change.statement))
        was, now = _line(change.node), _line(ast.copy_location(change.new, change.node))
        yield Mutant(module, number, change.within, lines, was, now, change.at_the_top)


def planted(source: str, mutant: Mutant) -> tuple[ast.Module, ast.stmt]:
    """The whole module with the change in it, and the changed statement."""
    tree = ast.parse(source)
    change = next(islice(_changes(tree), mutant.number, None))
    change.plant()
    return ast.fix_missing_locations(tree), change.statement


@dataclass
class _Change:
    parent: ast.AST
    field: str
    place: int | None
    node: ast.AST
    new: ast.AST
    statement: ast.stmt
    within: str
    at_the_top: bool

    def plant(self) -> None:
        ast.copy_location(self.new, self.node)
        if self.place is None:
            setattr(self.parent, self.field, self.new)
        else:
            getattr(self.parent, self.field)[self.place] = self.new
        if self.node is self.statement:
            self.statement = self.new  # type: ignore[assignment]


def _changes(tree: ast.Module) -> Iterator[_Change]:
    # (node, its statement, its function or name, whether that is outside of all functions)
    todo: list[tuple[ast.AST, ast.stmt | None, str, bool]] = [(tree, None, "", True)]
    while todo:
        parent, statement, within, top = todo.pop()
        below = []
        for field, place, node in _parts(parent):
            if not _counts(parent, field, node):
                continue
            own = node if isinstance(node, ast.stmt) else statement
            name, above = within, top
            if isinstance(node, FUNCTIONS):
                name, above = f"{within}.{getattr(node, 'name', 'lambda')}".strip("."), False
            elif isinstance(node, ast.ClassDef):
                name = node.name
            elif top and isinstance(node, ast.Assign | ast.AnnAssign):
                name = ast.unparse(node.targets[0] if isinstance(node, ast.Assign) else node.target)
            if own is not None:
                for new in _variants(node, parent, field):
                    yield _Change(parent, field, place, node, new, own, name, above)
            below.append((node, own, name, above))
        todo += reversed(below)


def _parts(node: ast.AST) -> list[tuple[str, int | None, ast.AST]]:
    parts: list[tuple[str, int | None, ast.AST]] = []
    for field, value in ast.iter_fields(node):
        if isinstance(value, ast.AST):
            parts.append((field, None, value))
        elif isinstance(value, list):
            parts += [(field, n, v) for n, v in enumerate(value) if isinstance(v, ast.AST)]
    return parts


def _counts(parent: ast.AST, field: str, node: ast.AST) -> bool:
    """Not what is for readers, nor what only an import sees: the words of classes, defaults."""
    if isinstance(node, ast.Assign) and _line(node.targets[0]) == "__all__":
        return False
    if field in {"annotation", "returns", "decorator_list", "args", "bases", "keywords"}:
        return isinstance(parent, ast.Call) and _name(parent) not in WORDS
    if isinstance(parent, ast.ClassDef):
        return isinstance(node, FUNCTIONS)
    return not isinstance(node, ast.Import | ast.ImportFrom | ast.JoinedStr)


def _variants(node: ast.AST, parent: ast.AST, field: str) -> Iterator[ast.AST]:
    if type(node) in OPPOSITES:
        yield OPPOSITES[type(node)]()
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield node.operand
    elif _is_asked(field, parent) and not (isinstance(node, ast.Compare) and len(node.ops) == 1):
        yield ast.UnaryOp(ast.Not(), node)  # type: ignore[arg-type]
    if isinstance(node, ast.Constant) and not isinstance(parent, ast.Expr):
        yield from _constants(node)
    if isinstance(node, ast.Return) and node.value and _line(node.value) != "None":
        yield ast.Return(ast.Constant(None))
    if isinstance(node, ast.Raise | ast.AugAssign) or (
        isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)
    ):
        yield ast.Pass()
    if isinstance(node, ast.Call):
        yield from _calls(node)
    elif isinstance(node, ast.Dict | ast.Set):
        yield from _without_one(node)


def _is_asked(field: str, parent: ast.AST) -> bool:
    return field == "test" or (field == "ifs" and isinstance(parent, ast.comprehension))


def _without_one(node: ast.Dict | ast.Set) -> Iterator[ast.AST]:
    values = node.values if isinstance(node, ast.Dict) else node.elts
    for place in range(len(values) if len(values) > 1 else 0):
        kept = [*values[:place], *values[place + 1 :]]
        if isinstance(node, ast.Set):
            yield ast.Set(kept)
        else:
            yield ast.Dict([*node.keys[:place], *node.keys[place + 1 :]], kept)


def _constants(node: ast.Constant) -> Iterator[ast.AST]:
    value = node.value
    if isinstance(value, bool):
        yield ast.Constant(not value)
    elif isinstance(value, int | float):
        yield ast.Constant(value + 1)
    elif isinstance(value, str) and value and " " not in value:
        yield ast.Constant(f"X{value}X")


def _calls(node: ast.Call) -> Iterator[ast.AST]:
    if _name(node) in WORDS:
        return
    if isinstance(node.func, ast.Attribute) and node.func.attr in CHOOSING:
        yield node.func.value
    for left_out in node.keywords:
        kept = [keyword for keyword in node.keywords if keyword is not left_out]
        yield ast.Call(node.func, node.args, kept)


def _name(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else _line(call.func)


def _line(node: ast.AST) -> str:
    if type(node) in OPPOSITES:
        return type(node).__name__
    text = " ".join(ast.unparse(node).split())
    return text if len(text) <= 120 else f"{text[:117]}..."


def _last_line(statement: ast.stmt) -> int:
    """Of an ``if`` or ``for`` its head alone: what it holds are statements of their own."""
    body = getattr(statement, "body", None)
    if body:
        return max(statement.lineno, body[0].lineno - 1)
    return statement.end_lineno or statement.lineno
