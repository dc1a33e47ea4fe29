"""QR codes as SVG, for paper."""

import base64
import io

import segno


def qr_data_uri(text: str) -> str:
    """A QR code with medium error correction as a `data:` address of an SVG image."""
    buffer = io.BytesIO()
    segno.make(text, error="m", micro=False).save(buffer, kind="svg", border=2, xmldecl=False, svgns=True, scale=4)
    return "data:image/svg+xml;base64," + base64.b64encode(buffer.getvalue()).decode("ascii")
