"""A layer file for QGIS (.qlr) that points to a collection of the server, drawn with the colours of the page."""

import uuid
from xml.etree import ElementTree as ET

from dashboard.api.catalogue import Collection
from dashboard.drawing.style import PALETTE

MEDIA = "application/x-qgis-layer-definition"
PROVIDER = "OAPIF"
SPACE = uuid.UUID("6f0c5a52-6c55-4c1e-9d0e-6d1f1d0d7a11")
KINDS = {
    "point": ("Point", "0", "marker"),
    "multipoint": ("Point", "0", "marker"),
    "polygon": ("Polygon", "2", "fill"),
    "": ("No geometry", "4", ""),
}
LEAST_SIZE = "3"


def layer_file(collection: Collection, root: str) -> bytes:
    """Write the layer file of a collection.

    Parameters
    ----------
    collection : Collection
        One of the catalogue.
    root : str
        The whole address of `/data/v1`, with the clocks that QGIS shall add to all that it asks; it follows no relative
        one.
    """
    title = f"Arctic Endurance Map: {collection.title}"
    ident = f"arctic_{collection.name}_{uuid.uuid5(SPACE, collection.name).hex}"
    source = (
        " pagingEnabled='true' preferCoordinatesForWfsT11='false' restrictToRequestBBOX='1' srsname='OGC:CRS84'"
        f" typename='{collection.name}' url='{root}' version='auto'"
    )
    document = ET.Element("qlr")
    group = ET.SubElement(document, "layer-tree-group", name="", checked="Qt::Checked", expanded="1")
    ET.SubElement(
        group, "layer-tree-layer", id=ident, name=title, source=source, providerKey=PROVIDER, checked="Qt::Checked"
    )
    shape, number, symbol = KINDS[collection.shape]
    layer = ET.SubElement(
        ET.SubElement(document, "maplayers"),
        "maplayer",
        type="vector",
        geometry=shape,
        hasScaleBasedVisibilityFlag="0",
    )
    texts = {"id": ident, "datasource": source, "layername": title, "abstract": collection.description}
    for name, text in texts.items():
        ET.SubElement(layer, name).text = text
    ET.SubElement(layer, "provider", encoding="UTF-8").text = PROVIDER
    srs = ET.SubElement(ET.SubElement(layer, "srs"), "spatialrefsys")
    ET.SubElement(srs, "authid").text = "OGC:CRS84"
    ET.SubElement(layer, "previewExpression").text = "coalesce(" + _names(collection) + ")"
    ET.SubElement(layer, "layerGeometryType").text = number
    if symbol:
        _symbol(layer, symbol)
    return ("<!DOCTYPE qgis-layer-definition>\n" + ET.tostring(document, encoding="unicode")).encode("utf-8")


def _names(collection: Collection) -> str:
    known = {prop.name for prop in collection.properties}
    return ", ".join(f'"{name}"' for name in ("label", "title", "name", "text", "id") if name in known)


def _symbol(layer: ET.Element, symbol: str) -> None:
    colour = _rgba("mil")
    options = {
        "marker": ("SimpleMarker", {"color": colour, "outline_color": _rgba("panel"), "size": LEAST_SIZE}),
        "fill": ("SimpleFill", {"color": _rgba("greenland"), "outline_color": _rgba("coast")}),
    }
    renderer = ET.SubElement(layer, "renderer-v2", type="singleSymbol")
    drawn = ET.SubElement(ET.SubElement(renderer, "symbols"), "symbol", type=symbol, name="0", alpha="1")
    kind, settings = options[symbol]
    holder = ET.SubElement(ET.SubElement(drawn, "layer", {"class": kind, "enabled": "1"}), "Option", type="Map")
    for name, value in settings.items():
        ET.SubElement(holder, "Option", name=name, value=value, type="QString")


def _rgba(token: str) -> str:
    """Write a colour of the light page as QGIS does."""
    digits = PALETTE[token][0].lstrip("#")
    return ",".join(str(int(digits[start : start + 2], 16)) for start in (0, 2, 4)) + ",255"
