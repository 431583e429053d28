"""A web address as a square for the camera of a phone."""

import qrcode
from qrcode.image.svg import SvgPathImage


def square(address: str) -> str:
    """A QR code as SVG, with the quiet edge it needs; black on nothing, so the page below must be light."""
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=4)
    code.add_data(address)
    return code.make_image(image_factory=SvgPathImage).to_string(encoding="unicode")
