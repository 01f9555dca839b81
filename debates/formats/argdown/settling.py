"""How relations count in the end: whose they become, and which ones say nothing more."""

from debates.formats.argdown.data import mapping_at
from debates.formats.argdown.model import Document, End, Place, Relation, Said, What

Relations = dict[Relation, list[Place]]

_NONE: frozenset[str] = frozenset()


def settled(made: Document, said: Relations) -> Relations:
    """What ``made`` says, once all of it is read."""
    model = mapping_at(made.front_matter, "model")
    moves = model.get("transformArgumentRelations", "true") != "false"
    if not any(argument.pcs for argument in made.of(What.ARGUMENT)):
        moves = False
    counted = _all_moved(said, made) if moves else said
    if model.get("mode") == "strict":
        counted = _strict(counted)
    return _without_repeated_attacks(counted, made)


def _all_moved(said: Relations, made: Document) -> Relations:
    counted: Relations = {}
    for relation, places in said.items():
        moved = _moved(relation, made)
        if moved is not None:
            counted.setdefault(moved, []).extend(places)
    return counted


def _moved(relation: Relation, made: Document) -> Relation | None:
    """From an argument to its conclusion; None where it is about that itself."""
    said, source, target = relation
    argument = made.subjects.get(source)
    if argument is not None and argument.pcs:
        conclusion = End(What.STATEMENT, argument.pcs[-1][0])
        if target == conclusion:
            return None
        source = conclusion
    aimed = made.subjects.get(target)
    if said is Said.UNDERCUT and aimed is not None and aimed.pcs and target.what is What.ARGUMENT:
        target = End(What.INFERENCE, target.title, len(aimed.steps) - 1)
    return Relation(said, source, target)


def _strict(relations: Relations) -> Relations:
    """Between statements, support is entailment, and attacks are mutual."""
    strict: Relations = {}
    for relation, places in relations.items():
        said, source, target = relation
        if source.what is What.STATEMENT and target.what is What.STATEMENT:
            if said is Said.SUPPORT:
                relation = Relation(Said.ENTAILS, source, target)
            elif said is Said.ATTACK:
                mutual = Relation(Said.CONTRARY, target, source)
                relation = mutual if mutual in strict else Relation(Said.CONTRARY, source, target)
        strict.setdefault(relation, []).extend(places)
    return strict


def _without_repeated_attacks(relations: Relations, made: Document) -> Relations:
    """Without attacks on arguments by what attacks one of their premises already."""
    premises = {
        argument.end: {title for title, concludes in argument.pcs if not concludes}
        for argument in made.of(What.ARGUMENT)
        if argument.pcs
    }
    if not premises:
        return relations
    opposed: dict[End, set[str]] = {}
    for said, source, target in relations:
        if said in (Said.ATTACK, Said.CONTRARY, Said.CONTRADICTORY):
            if target.what is What.STATEMENT:
                opposed.setdefault(source, set()).add(target.title)
            if said is not Said.ATTACK and source.what is What.STATEMENT:
                opposed.setdefault(target, set()).add(source.title)
    return {
        relation: places
        for relation, places in relations.items()
        if relation.said is not Said.ATTACK
        or relation.source.what is not What.STATEMENT
        or premises.get(relation.target, _NONE).isdisjoint(opposed.get(relation.source, _NONE))
    }
