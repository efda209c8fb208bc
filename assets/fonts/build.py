"""Cut one weight of Noto Sans SC to what a Chinese school office writes.

usage: build.py CHINESE.ttf LATIN.ttf SYMBOLS.ttf OUT.ttf.gz

Kept: every character of GBK, the whole unified block, the characters of the
national list of 8,105 that lie in extension A, all hanzi beyond the basic
plane that the font has, Latin for names, signs of forms. Added: from Noto Sans
the European letters that Noto Sans SC lacks, from Noto Sans Symbols 2 the signs
of forms that it lacks. Dropped: hinting and the
layout tables but for kerning of Latin, because no line of a form is set
vertically or with contextual forms.
"""

import gzip
import io
import os
import sys

from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable

FROM_LATIN = "".join(map(chr, range(0xA0, 0x180)))
FROM_SYMBOLS = "☐☑☒✔✗✘➜✆✉⚡❗♿☢☣⏱"
EXTENSION_A = (
    "㑇㑊㕮㘎㙍㙘㙦㛃㛚㛹㟃㠇㠓㤘㥄㧐㧑㧟㫰㬊㬎㬚㭎㭕㮾㰀㳇㳘㳚㴔㵐㶲㸆㸌㺄㻬㽏㿠䁖䂮䃅䃎䅟䌹"
    "䎃䎖䏝䏡䏲䐃䓖䓛䓨䓫䓬䗖䗛䗪䗴䜣䝙䢺䢼䣘䥽䦃䲟䲠䲢䴓䴔䴕䴖䴗䴘䴙䶮"
)
LATIN_FOR_NAMES = [(0x20, 0x24F), (0x300, 0x30C), (0x1E00, 0x1EFF), (0x2010, 0x205F), (0x20A0, 0x20BF)]
SIGNS = [(0x2100, 0x214F), (0x2150, 0x218B), (0x2190, 0x21FF), (0x2200, 0x22FF), (0x2460, 0x24FF), (0x2500, 0x27BF), (0x3000, 0x303F), (0x3251, 0x325F), (0x32B1, 0x32BF), (0x3388, 0x33DF), (0xFF00, 0xFF5E), (0xFFE0, 0xFFE6)]


def gbk():
    """Every code point that GBK encodes."""
    points = set()
    for lead in range(0x81, 0xFF):
        for trail in range(0x40, 0xFF):
            try:
                points.update(map(ord, bytes([lead, trail]).decode("gbk")))
            except UnicodeDecodeError:
                pass
    return points


def wanted(cmap):
    """The code points to keep."""
    points = gbk() | set(range(0x4E00, 0xA000)) | set(map(ord, EXTENSION_A))
    for first, last in LATIN_FOR_NAMES + SIGNS:
        points |= set(range(first, last + 1))
    points |= {p for p in cmap if 0x20000 <= p <= 0x3FFFF}
    return {p for p in points if p in cmap}


def subset(font, points):
    options = Options()
    options.layout_features = ["kern"]
    options.layout_scripts = ["latn", "DFLT"]
    options.hinting = False
    options.glyph_names = False
    options.notdef_outline = True
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 14]
    options.name_languages = ["*"]
    options.drop_tables += ["BASE", "GDEF", "GSUB", "STAT", "vhea", "vmtx", "gasp", "prep", "fpgm", "cvt "]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=points)
    subsetter.subset(font)


def merge(font, other, text):
    """Give font the outlines of those characters of text that it lacks."""
    if font["head"].unitsPerEm != other["head"].unitsPerEm:
        raise SystemExit("the two fonts have different units")
    source, names = other.getGlyphSet(), other.getBestCmap()
    order, present = list(font.getGlyphOrder()), font.getBestCmap()
    added = {}
    for point in map(ord, text):
        if point in present:
            continue
        name = "form%04X" % point
        # Decomposed: the parts of a composite are not in this font.
        recording, pen = DecomposingRecordingPen(source), TTGlyphPen(None)
        source[names[point]].draw(recording)
        recording.replay(pen)
        font["glyf"][name] = pen.glyph()
        font["hmtx"][name] = other["hmtx"][names[point]]
        added[point] = name
    order += added.values()
    font.setGlyphOrder(order)
    font["glyf"].setGlyphOrder(order)
    font["maxp"].numGlyphs = len(order)
    return added


def one_cmap(font, added):
    """Leave a single character map that also reaches beyond the basic plane."""
    mapping = dict(font.getBestCmap())
    mapping.update(added)
    table = CmapSubtable.newSubtable(12)
    table.platformID, table.platEncID, table.language = 3, 10, 0
    table.format, table.reserved, table.length = 12, 0, 0
    table.cmap = mapping
    cmap = newTable("cmap")
    cmap.tableVersion, cmap.tables = 0, [table]
    font["cmap"] = cmap


def main(chinese_path, latin_path, symbols_path, out_path):
    font = TTFont(chinese_path, recalcTimestamp=False)
    subset(font, wanted(font.getBestCmap()))
    added = merge(font, TTFont(latin_path), FROM_LATIN)
    added.update(merge(font, TTFont(symbols_path), FROM_SYMBOLS))
    one_cmap(font, added)
    plain = io.BytesIO()
    font.save(plain)
    data = plain.getvalue()
    with open(out_path, "wb") as raw, gzip.GzipFile(filename="", mode="wb", compresslevel=9, fileobj=raw, mtime=0) as packed:
        packed.write(data)
    print("%s: %d glyphs, %d bytes, %d packed" % (os.path.basename(out_path), font["maxp"].numGlyphs, len(data), os.path.getsize(out_path)))


if __name__ == "__main__":
    main(*sys.argv[1:])
