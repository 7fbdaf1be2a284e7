"""GLOSSARY.md explains every public type of the model, and no type that is not there."""

import ast
import re

from tests.conftest import ROOT


def types_of_the_model() -> set[str]:
    files = (ROOT / "compendium" / "model").glob("*.py")
    trees = [ast.parse(file.read_text(encoding="utf-8")) for file in files]
    return {node.name for tree in trees for node in tree.body if isinstance(node, ast.ClassDef) and node.name[0] != "_"}


def explained() -> set[str]:
    rows = re.findall(r"^\| (`[^|]+`) \| \S", (ROOT / "GLOSSARY.md").read_text(encoding="utf-8"), re.MULTILINE)
    return {name for row in rows for name in re.findall(r"`(\w+)`", row)}


def test_every_public_type_of_the_model_is_explained() -> None:
    assert types_of_the_model() - explained() == set()


def test_nothing_is_explained_that_is_no_type_of_the_model() -> None:
    assert explained() - types_of_the_model() == set()
