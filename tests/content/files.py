"""Files as people give them: pictures that tell where they were taken, and documents that are none."""

import io
import struct
import zlib
from zipfile import ZIP_DEFLATED, ZipFile

from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

SECRET = b"Hemlig plats"
# As small as one is that opens.
PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\ntrailer<</Size 4/Root 1 0 R>>\nstartxref\n0\n%%EOF\n"
)
OFFICE = "application/vnd.openxmlformats-officedocument.{}.main+xml"
OFFICE_KINDS = {
    "docx": "wordprocessingml.document",
    "xlsx": "spreadsheetml.sheet",
    "pptx": "presentationml.presentation",
}
OPEN_KINDS = {"odt": "text", "ods": "spreadsheet", "odp": "presentation"}


def exif(orientation=1):
    told = Image.Exif()
    told[0x0112], told[0x010F] = orientation, SECRET.decode()
    told.get_ifd(0x8825)[2] = (59.0, 20.0, 0.0)
    return told.tobytes()


def saved(picture, kind, **more):
    out = io.BytesIO()
    picture.save(out, kind, **more)
    return out.getvalue()


def telling(kind="JPEG", size=(60, 40), orientation=1):
    """A picture of a kind with all that its format can tell besides what is seen."""
    picture = Image.new("RGB", size, "red")
    xmp = b"<x:xmpmeta>" + SECRET + b"</x:xmpmeta>"
    if kind == "PNG":
        words = PngInfo()
        words.add_text("Comment", SECRET.decode())
        words.add_itxt("XML:com.adobe.xmp", xmp.decode())
        return saved(picture, kind, pnginfo=words, exif=exif(orientation)) + SECRET
    if kind == "GIF":
        return saved(picture, kind, comment=SECRET) + SECRET
    more = {"comment": SECRET} if kind == "JPEG" else {}
    content = saved(picture, kind, exif=exif(orientation), xmp=xmp, **more)
    if kind == "JPEG":
        iptc = b"Photoshop 3.0\x008BIM\x04\x04\x00\x00" + struct.pack(">I", len(SECRET)) + SECRET
        content = content[:2] + b"\xff\xed" + struct.pack(">H", len(iptc) + 2) + iptc + content[2:] + SECRET
    return content


def profile(name="LAB"):
    return ImageCms.ImageCmsProfile(ImageCms.createProfile(name)).tobytes()


def chunk(kind, content):
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png_with_a_text_that_swells(megabytes=300):
    """A small PNG whose words unpack into that many megabytes."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b"a" * 1_000_000) for _number in range(megabytes)) + packer.flush()
    plain = saved(Image.new("RGB", (10, 10)), "PNG")
    return plain[:33] + chunk(b"zTXt", b"Comment\x00\x00" + packed) + plain[33:]


def png_that_swells(side=9000):
    return saved(Image.new("1", (side, side)), "PNG")


def zipped(**parts):
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as whole:
        for name, content in parts.items():
            whole.writestr(name, content)
    return out.getvalue()


def office(kind, inner=None, **parts):
    types = f'<Types><Override ContentType="{inner or OFFICE.format(OFFICE_KINDS[kind])}"/></Types>'
    return zipped(**{"[Content_Types].xml": types}, **parts)


def open_document(kind, **parts):
    return zipped(mimetype=f"application/vnd.oasis.opendocument.{OPEN_KINDS[kind]}", **parts)
