# weightcheck: holds released AI weights against what was published about them.
# SPDX-License-Identifier: Apache-2.0

"""Shapes and a JSON-LD context of SPDX 3.0.1, made from the classes of spdx-python-model.

The published shapes and context are not in a package, and tests do not download them. The package
was generated from them: each class knows its IRI, its parents, and of each property the IRI, the
type, how often it must and may stand, its pattern and its enumeration.
"""

import functools

from rdflib import RDF, RDFS, SH, XSD, BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from spdx_python_model import v3_0_1 as spdx
from spdx_python_model.bindings.v3_0_1 import model

# More special types first, since some are subclasses of others.
DATATYPES = [
    (model.AnyURIProp, XSD.anyURI),
    (model.StringProp, XSD.string),
    (model.DateTimeStampProp, XSD.dateTimeStamp),
    (model.DateTimeProp, XSD.dateTime),
    (model.PositiveIntegerProp, XSD.positiveInteger),
    (model.NonNegativeIntegerProp, XSD.nonNegativeInteger),
    (model.IntegerProp, XSD.integer),
    (model.BooleanProp, XSD.boolean),
    (model.FloatProp, XSD.decimal),
]
NODE_KINDS = {
    model.NodeKind.IRI: SH.IRI,
    model.NodeKind.BlankNode: SH.BlankNode,
    model.NodeKind.BlankNodeOrIRI: SH.BlankNodeOrIRI,
}


@functools.cache
def classes():
    """Every class once, by its IRI."""
    found = {c._TYPE: c for c in spdx.SHACLObject.CLASSES.values()}
    return [found[iri] for iri in sorted(found)]


def parents(cls):
    return [base for base in cls.__bases__ if getattr(base, "_TYPE", None)]


def properties(cls):
    """The properties of a class without its parents': what the package says of each, its type."""
    inherited = {"@id"}.union(*(base._OBJ_IRI_PROPS for base in parents(cls)))
    for entry in cls._OBJ_PY_PROPS.values():
        if entry.iri not in inherited:
            yield entry, entry.prop if entry.prop is not None else entry.reg()


def scalar(prop):
    """The type of one value, and whether there may be several."""
    return (prop.prop, True) if isinstance(prop, model.ListProp) else (prop, False)


def datatype(prop):
    return next(iri for kind, iri in DATATYPES if isinstance(prop, kind))


@functools.cache
def shapes():
    """What must hold of the elements of each class, its subclasses included."""
    graph = Graph()
    for cls in classes():
        node = URIRef(cls._TYPE)
        graph.add((node, RDF.type, RDFS.Class))
        graph.add((node, RDF.type, SH.NodeShape))
        graph.add((node, SH.nodeKind, NODE_KINDS[cls.NODE_KIND]))
        if cls.IS_ABSTRACT:
            refuse_abstract(graph, node)
        for entry, prop in properties(cls):
            add_property(graph, node, entry, prop)
    return graph


@functools.cache
def ontology():
    """The tree of classes, and individuals that need not stand in a document."""
    graph = Graph()
    for cls in classes():
        for parent in parents(cls):
            graph.add((URIRef(cls._TYPE), RDFS.subClassOf, URIRef(parent._TYPE)))
        for iri in cls.NAMED_INDIVIDUALS.values():
            graph.add((URIRef(iri), RDF.type, URIRef(cls._TYPE)))
            if issubclass(cls, spdx.Element):
                graph.add((URIRef(iri), CREATION_INFO, individuals_info(graph)))
    return graph


CREATION_INFO = URIRef(spdx.Element._OBJ_PY_PROPS["creationInfo"].iri)


def individuals_info(graph):
    """What made the individuals: the model itself, at a time that does not matter."""
    node = URIRef("urn:x:individuals")
    iris = {name: URIRef(entry.iri) for name, entry in spdx.CreationInfo._OBJ_PY_PROPS.items()}
    organization = next(iter(spdx.Organization.NAMED_INDIVIDUALS.values()))
    graph.add((node, RDF.type, URIRef(spdx.CreationInfo._TYPE)))
    graph.add((node, iris["specVersion"], Literal("3.0.1", datatype=XSD.string)))
    graph.add((node, iris["createdBy"], URIRef(organization)))
    time = Literal("2024-12-17T00:00:00Z", datatype=XSD.dateTimeStamp)
    graph.add((node, iris["created"], time))
    return node


def refuse_abstract(graph, node):
    """Nothing may have an abstract class as its own type."""
    shape, other = BNode(), BNode()
    graph.add((node, SH.property, shape))
    graph.add((shape, SH.path, RDF.type))
    graph.add((shape, SH["not"], other))
    graph.add((other, SH.hasValue, node))


def add_property(graph, node, entry, prop):
    shape = BNode()
    prop, is_list = scalar(prop)
    graph.add((node, SH.property, shape))
    graph.add((shape, SH.path, URIRef(entry.iri)))
    if entry.min_count:
        graph.add((shape, SH.minCount, Literal(entry.min_count)))
    maximum = entry.max_count or (None if is_list else 1)
    if maximum:
        graph.add((shape, SH.maxCount, Literal(maximum)))
    if prop.pattern:
        graph.add((shape, SH.pattern, Literal(prop.pattern)))
    if isinstance(prop, model.EnumProp):
        values = BNode()
        Collection(graph, values, [URIRef(iri) for iri in prop.iri_values()])
        graph.add((shape, SH["in"], values))
        graph.add((shape, SH.nodeKind, SH.IRI))
    elif isinstance(prop, model.ObjectProp):
        graph.add((shape, SH["class"], URIRef(prop.cls._TYPE)))
        graph.add((shape, SH.nodeKind, NODE_KINDS[prop.cls.NODE_KIND]))
    else:
        graph.add((shape, SH.datatype, datatype(prop)))
        graph.add((shape, SH.nodeKind, SH.Literal))


@functools.cache
def context():
    """The terms that a document may use; there is no vocabulary for others."""
    terms = {"type": "@type", "spdxId": "@id"}
    for cls in classes():
        terms[cls._COMPACT_TYPE] = {"@id": cls._TYPE}
        for entry, prop in properties(cls):
            prop, _ = scalar(prop)
            term = {"@id": entry.iri}
            if isinstance(prop, model.IRIProp):
                # Names of an enumeration, or of individuals, mean something in their place only.
                term["@type"] = "@vocab"
                term["@context"] = {short: {"@id": iri} for iri, short in prop.context}
            else:
                term["@type"] = str(datatype(prop))
            assert terms.setdefault(entry.compact, term) == term, entry.compact
    return terms
