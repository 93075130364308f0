"""PDFs written by hand for tests: text at places and ruling lines. Places are in points from the top left."""

import zlib
from collections.abc import Sequence

WIDTH, HEIGHT = 595, 842
_FONTS = {"plain": "Helvetica", "bold": "Helvetica-Bold", "italic": "Helvetica-Oblique"}
_RULE = 0.5


class Sheet:
    """One page in the making."""

    def __init__(self) -> None:
        self._content: list[str] = []

    def text(self, x: float, y: float, text: str, size: float = 9.6, font: str = "plain") -> "Sheet":
        """Print `text` with its baseline at `y`."""
        escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        place = f"1 0 0 1 {x} {HEIGHT - y} Tm"
        self._content.append(f"BT /{font} {size} Tf {place} ({escaped}) Tj ET")
        return self

    def mark(self, x: float, y: float, mark: str, size: float = 9.6) -> "Sheet":
        """Print a footnote mark: brackets on the line, the number small and raised."""
        self.text(x, y, "(", size)
        self.text(x + 0.34 * size, y - 0.26 * size, mark, 0.6 * size)
        return self.text(x + 0.34 * size + 0.34 * size * len(mark), y, ")", size)

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> "Sheet":
        """Draw a horizontal or vertical rule as a thin filled rectangle."""
        width, height = max(x1 - x0, _RULE), max(y1 - y0, _RULE)
        self._content.append(f"{x0} {HEIGHT - y0 - height} {width} {height} re f")
        return self

    def box(self, x0: float, y0: float, x1: float, y1: float) -> "Sheet":
        """Draw the outline of a rectangle."""
        self._content.append(f"{x0} {HEIGHT - y1} {x1 - x0} {y1 - y0} re S")
        return self

    def head(self, page: int) -> "Sheet":
        """Print the running header of the Official Journal with the rule under it."""
        self.text(45, 52, f"L 7/{page}", 9.6).text(110, 52, "EN", 7).text(
            200, 52, "Official Journal of the European Union"
        )
        return self.text(480, 52, "1.2.2020").rule(42, 64, 552, 64)

    @property
    def content(self) -> bytes:
        """Return the content stream."""
        return "\n".join(self._content).encode("cp1252")


def pdf_of(sheets: Sequence[Sheet | bytes], packed: bool = True, trailer: str = "") -> bytes:
    """Return a PDF of the pages; `trailer` is put into the trailer dictionary."""
    fonts = " ".join(
        f"/{name} << /Type /Font /Subtype /Type1 /BaseFont /{base} /Encoding /WinAnsiEncoding >>"
        for name, base in _FONTS.items()
    )
    kids = " ".join(f"{3 + 2 * index} 0 R" for index in range(len(sheets)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(sheets)} /Kids [{kids}] /MediaBox [0 0 {WIDTH} {HEIGHT}] "
        f"/Resources << /Font << {fonts} >> >> >>".encode(),
    ]
    for index, sheet in enumerate(sheets):
        content = sheet if isinstance(sheet, bytes) else sheet.content
        stream = zlib.compress(content) if packed else content
        packing = "/Filter /FlateDecode " if packed else ""
        objects.append(f"<< /Type /Page /Parent 2 0 R /Contents {4 + 2 * index} 0 R >>".encode())
        objects.append(f"<< {packing}/Length {len(stream)} >>\nstream\n".encode() + stream + b"\nendstream")
    return assembled(objects, trailer)


def assembled(objects: Sequence[bytes], trailer: str = "") -> bytes:
    """Return a PDF file of numbered objects, the first of them the catalogue."""
    file = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(file))
        file += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    return (
        file
        + (
            f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
            f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{len(file)}\n%%EOF\n"
        ).encode()
    )
