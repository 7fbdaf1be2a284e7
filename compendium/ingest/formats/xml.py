"""XML that comes from strangers: no entities, no network, no depth without end."""

from collections.abc import Iterable

from lxml import etree

from compendium.errors import Refused

_DEEPEST = 100
"""Elements inside each other. Readers that call themselves for each level end well before 150; reports need 40."""
_TOO_DEEP = etree.XPath("boolean(" + "/*" * (_DEEPEST + 1) + ")")


def parse(data: bytes) -> etree._Element:
    """The root element. Raises Refused for what is no XML, declares entities, or is nested too deeply."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Refused("damaged", str(error)) from error
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and any(True for _ in declared.iterentities()):
        raise Refused("damaged", "declares entities")
    if _TOO_DEEP(root):
        raise Refused("damaged", f"nested deeper than {_DEEPEST}")
    return root


def written(root: etree._Element) -> bytes:
    """The element as bytes, without any document type: what another parser may be given."""
    data: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    return data


def local(element: etree._Element) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def named(root: etree._Element, *names: str) -> list[etree._Element]:
    """All elements below with one of these names, in any namespace, in order."""
    return [element for element in root.iter() if local(element) in names]


def attribute(element: etree._Element, name: str) -> str:
    """An attribute by its name without namespace; empty when it is not there."""
    return next((value for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), "")


def remove(elements: Iterable[etree._Element]) -> None:
    """Takes elements out of their trees, with all that is in them."""
    for element in elements:
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)


def replace(element: etree._Element, others: Iterable[etree._Element]) -> None:
    """Puts others where an element stood."""
    parent = element.getparent()
    if parent is not None:
        at = parent.index(element)
        parent[at : at + 1] = list(others)


def unwrap_alternatives(root: etree._Element) -> None:
    """Of content that a file holds in several versions, for newer and older programs, keeps one: the first with words,
    else the last, the plainest."""
    for element in reversed(named(root, "AlternateContent")):  # inner ones first
        versions = list(element)
        with_words = [version for version in versions if any(t.text for t in named(version, "t"))]
        replace(element, [part for version in (with_words or versions[::-1])[:1] for part in version])
