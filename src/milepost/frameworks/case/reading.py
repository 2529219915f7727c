"""A CASE package, of version 1.0 or 1.1, as a document of ours.

A package that we wrote says of each item what it is. In any other the tree decides: what stands under the document is a
unit (or what its publisher calls one), below it stand outcomes, criteria and their parts. What the document has no word
for is kept beside the part it speaks of, as the difference between the package and what we would write.
"""

from django.utils.translation import gettext as _

from milepost.frameworks.case.fields import Entity
from milepost.frameworks.case.normal import normal, parsed
from milepost.frameworks.case.tree import Tree, as_foreign, as_ours
from milepost.frameworks.case.writing import UNKNOWN, Node, composed, package
from milepost.frameworks.differences import difference
from milepost.frameworks.document import Document
from milepost.frameworks.importers.source import NotReadable
from milepost.frameworks.specfile import faults

COLLECTION = "/CFDocuments/"


def read_package(data: bytes) -> Document:
    """The document in the file of a package. NotReadable, with a sentence and the place, where it cannot be read."""
    return document_of(normal(parsed(data)))


def document_of(regular: Entity) -> Document:
    """The document in a regular package."""
    tree = Tree(regular)
    found = as_ours(tree)
    if found is None or faults(found):
        found = as_foreign(tree)
        if not found["units"]:
            raise NotReadable(
                _("“%(title)s” holds no items. Ask its publisher for the whole package.") % {"title": regular["CFDocument"]["title"]}
            )
        if tree.speaks_our_words() and (sentences := faults(found)):
            raise NotReadable(" ".join(sentences[:3]))
    _keep(found, regular, tree)
    return found


def _keep(document: Document, regular: Entity, tree: Tree) -> None:
    """Beside each part whatever the package says of it and we would not."""
    about = document.setdefault("case", {})
    root = regular["CFDocument"]
    about["identifier"] = root["identifier"]
    if root["uri"].endswith(COLLECTION + root["identifier"]):
        about["base"] = root["uri"].removesuffix(COLLECTION + root["identifier"])
    if root["lastChangeDateTime"] != UNKNOWN:
        about["changed"] = root["lastChangeDateTime"]
    nodes = list(composed(document, kept=False))
    for node in nodes:
        kept = node.data.setdefault("case", {})
        identifier = node.item["identifier"]
        theirs = root if node.part == "document" else tree.item(identifier)
        if change := difference(node.item, theirs):
            kept["item"] = change
        if node.part != "document":
            _keep_link(node, tree)
        if node.derived == identifier:
            del kept["identifier"]
        if not kept:
            del node.data["case"]
    if rest := _rest(document, regular, tree, nodes):
        document.setdefault("case", {})["rest"] = rest


def _keep_link(node: Node, tree: Tree) -> None:
    link = tree.branches[node.item["identifier"]].link
    if link is None:
        node.data["case"]["link"] = False
    elif change := difference(node.link or {}, link):
        node.data["case"]["link"] = change


def _rest(document: Document, regular: Entity, tree: Tree, nodes: list[Node]) -> Document:
    """What speaks of no part: items that are none, links that make no tree, definitions, rubrics."""
    placed = {node.item["identifier"] for node in nodes}
    branches = [tree.branches[identifier] for top in tree.top for identifier in (top, *tree.all_below(top))]
    linked = [branch for branch in branches if branch.link]
    found = {
        "items": [[place, one.item] for place, one in enumerate(branches) if one.item["identifier"] not in placed],
        "tree": [[place, one.link] for place, one in enumerate(linked) if one.item["identifier"] not in placed],
        "links": tree.others,
        "rubrics": regular.get("CFRubrics"),
        "extensions": regular.get("extensions"),
    }
    rest: Document = {name: value for name, value in found.items() if value}
    written, theirs = package(document).get("CFDefinitions"), regular.get("CFDefinitions")
    if difference({"all": written}, {"all": theirs}):
        rest["definitions"] = theirs
    return rest
