#!/usr/bin/env python3
"""Turns the drawings in strokes/ into the drawings that the window loads.

The library that draws SVG in the window does not scale the width of lines, so a
line would be thin on a fine screen and thick in a small button. Here each line
becomes the filled shape that it covers; the result looks the same at any size.

Run it after a change in strokes/: it needs python3-fonttools and python3-shapely
and writes the same bytes each time. Then draw the PNGs of the application's icon
anew: go test ./ui/look -run AppIcon -update
"""

import pathlib
import xml.etree.ElementTree as ElementTree

from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.svgLib.path import parse_path
from shapely.geometry import LineString, Polygon
from shapely.geometry.polygon import orient
from shapely.ops import substring, unary_union

SVG = "{http://www.w3.org/2000/svg}"
STEPS = 24  # points on a curve
ROUND, FLAT, MITRE = 1, 2, 2


def points(x0, x1, x2, x3):
    """Points on a cubic curve, without its start."""
    for n in range(1, STEPS + 1):
        t = n / STEPS
        u = 1 - t
        yield tuple(
            u**3 * a + 3 * u * u * t * b + 3 * u * t * t * c + t**3 * d
            for a, b, c, d in zip(x0, x1, x2, x3)
        )


def lines(d):
    """The subpaths of a path as lists of points."""
    pen = DecomposingRecordingPen(None)
    parse_path(d, pen)
    result = []
    for operator, arguments in pen.value:
        if operator == "moveTo":
            result.append([arguments[0]])
        elif operator == "lineTo":
            result[-1].append(arguments[0])
        elif operator == "curveTo":
            result[-1].extend(points(result[-1][-1], *arguments))
        elif operator == "qCurveTo":
            start, (control, end) = result[-1][-1], arguments
            first = tuple(a + 2 / 3 * (b - a) for a, b in zip(start, control))
            second = tuple(a + 2 / 3 * (b - a) for a, b in zip(end, control))
            result[-1].extend(points(start, first, second, end))
        elif operator == "closePath" and result[-1][0] != result[-1][-1]:
            result[-1].append(result[-1][0])
    return [line for line in result if len(line) > 1]


def path_of(element):
    """The element's outline as path data."""
    number = lambda name: float(element.get(name))
    if element.tag == SVG + "path":
        return element.get("d")
    if element.tag == SVG + "circle":
        x, y, r = number("cx"), number("cy"), number("r")
        return f"M{x - r} {y}a{r} {r} 0 1 0 {2 * r} 0a{r} {r} 0 1 0 {-2 * r} 0z"
    if element.tag == SVG + "rect":
        x, y, w, h = number("x"), number("y"), number("width"), number("height")
        return f"M{x} {y}h{w}v{h}h{-w}z"
    raise ValueError(element.tag)


def dashes(line, pattern):
    """A line cut into the dashes of stroke-dasharray."""
    whole = LineString(line)
    on, off = (float(part) for part in pattern.split())
    count = round(whole.length / (on + off))
    step = whole.length / count
    return [list(substring(whole, n * step, n * step + on).coords) for n in range(count)]


def covered(element):
    """What the element's line covers."""
    width = float(element.get("stroke-width", 1))
    cap = ROUND if element.get("stroke-linecap") == "round" else FLAT
    join = ROUND if element.get("stroke-linejoin") == "round" else MITRE
    shapes = []
    for line in lines(path_of(element)):
        closed = line[0] == line[-1]
        parts = [line]
        if element.get("stroke-dasharray"):
            parts, closed = dashes(line, element.get("stroke-dasharray")), False
        for part in parts:
            if closed:
                ring = Polygon(part).exterior
                shapes.append(ring.buffer(width / 2, join_style=join))
            else:
                shapes.append(LineString(part).buffer(width / 2, cap_style=cap, join_style=join))
    return unary_union(shapes)


def data(shape):
    """A shape as path data: outsides one way round, holes the other."""
    polygons = getattr(shape, "geoms", [shape])
    text = []
    for polygon in polygons:
        polygon = orient(polygon.simplify(0.004))
        for ring in [polygon.exterior, *polygon.interiors]:
            coordinates = list(ring.coords)[:-1]
            text.append("M" + "L".join(f"{x:.2f} {y:.2f}" for x, y in coordinates) + "z")
    return "".join(text)


def build(source, target):
    """Writes one drawing."""
    drawing = ElementTree.parse(source).getroot()
    width, height = drawing.get("width"), drawing.get("height")
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">']
    for element in drawing:
        fill, stroke = element.get("fill", "none"), element.get("stroke", "none")
        if fill != "none":
            out.append(f'<path d="{path_of(element)}" fill="{fill}"/>')
        if stroke != "none":
            out.append(f'<path d="{data(covered(element))}" fill="{stroke}"/>')
    target.write_text("\n".join(out + ["</svg>", ""]))


def main():
    folder = pathlib.Path(__file__).parent
    for source in sorted((folder / "strokes").glob("*.svg")):
        build(source, folder / source.name)


if __name__ == "__main__":
    main()
