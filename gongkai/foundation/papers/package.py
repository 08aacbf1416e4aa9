"""docx 包：the parts of a document and how they point to each other."""

import io
import posixpath
import zipfile
from dataclasses import dataclass, field

from lxml import etree

from gongkai.foundation.files.rules import accept_revisions, drop_hidden, parse_xml

_REL = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (b"http://purl.oclc.org/ooxml/drawingml/main", b"http://schemas.openxmlformats.org/drawingml/2006/main"),
)


@dataclass(frozen=True)
class Link:
    """关系：where a relationship leads; `target` is a part's name, or an address outside."""

    kind: str
    target: str
    external: bool


@dataclass
class Package:
    """docx 包：its parts by name; text parts come with revisions accepted and hidden runs dropped, both counted."""

    parts: dict[str, bytes]
    main: str = ""
    revisions: int = 0
    hidden: int = 0
    types: dict[str, str] = field(default_factory=dict)

    def part(self, kind: str) -> bytes | None:
        """部件：the part the main document relates to as `kind` (styles, numbering, footnotes …)."""
        for link in self.links(self.main).values():
            if link.kind == kind and not link.external:
                return self.parts.get(link.target)
        return None

    def text_part(self, content: bytes, name: str) -> etree._Element:
        """文字部件：parsed, revisions accepted, hidden runs dropped."""
        root = parse_xml(content, name)
        self.revisions += accept_revisions(root)
        self.hidden += drop_hidden(root)
        return root

    def links(self, name: str) -> dict[str, Link]:
        """关系表：of one part, by relationship id."""
        folder, base = posixpath.split(name)
        rels = posixpath.join(folder, "_rels", f"{base}.rels")
        if rels not in self.parts:
            return {}
        return {
            relation.get("Id", ""): _link(relation, folder) for relation in parse_xml(self.parts[rels], rels).iter(_REL)
        }

    def media_type(self, name: str) -> str:
        """媒体类型：as the package declares it."""
        return self.types.get(f"/{name}") or self.types.get(name.rsplit(".", 1)[-1].lower(), "application/octet-stream")


def _link(relation: etree._Element, folder: str) -> Link:
    kind, target = relation.get("Type", "").rsplit("/", 1)[-1], relation.get("Target", "")
    if relation.get("TargetMode") == "External":
        return Link(kind, target, True)
    return Link(kind, posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/"), False)


def open_package(content: bytes) -> Package:
    """打开 docx 包：content that `files.rules.check` has passed."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {info.filename: archive.read(info) for info in archive.infolist() if not info.is_dir()}
    for name in [name for name in parts if name.endswith((".xml", ".rels"))]:
        for strict, usual in _STRICT:
            parts[name] = parts[name].replace(strict, usual)
    package = Package(parts)
    for link in package.links("").values():
        if link.kind == "officeDocument":
            package.main = link.target
    for element in parse_xml(parts["[Content_Types].xml"], "[Content_Types].xml"):
        name = element.get("PartName") or element.get("Extension", "").lower()
        package.types[name] = element.get("ContentType", "")
    return package
