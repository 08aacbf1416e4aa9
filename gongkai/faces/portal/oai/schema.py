"""收割格式的结构：the XML Schema of our own format, served where records point to it."""

from gongkai.faces.portal.oai.formats import OURS

_TEXTS = "".join(
    f'<xs:element name="{name}" type="xs:{kind}" minOccurs="0"/>'
    for name, kind in (
        ("indexNumber", "string"),
        ("documentNumber", "string"),
        ("issuer", "string"),
        ("addressees", "string"),
        ("summary", "string"),
        ("note", "string"),
        ("formedOn", "date"),
        ("effectiveOn", "date"),
        ("expiresOn", "date"),
        ("publishedAt", "dateTime"),
        ("releasedAt", "dateTime"),
    )
)
SCHEMA = f"""<?xml version="1.0" encoding="UTF-8"?>
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="{OURS}" targetNamespace="{OURS}"
           elementFormDefault="qualified" version="1">
  <xs:annotation><xs:documentation>一份公开的政府信息：最新版本的全部内容。</xs:documentation></xs:annotation>
  <xs:complexType name="coded"><xs:simpleContent><xs:extension base="xs:string">
    <xs:attribute name="code" type="xs:string" use="required"/>
  </xs:extension></xs:simpleContent></xs:complexType>
  <xs:element name="record"><xs:complexType><xs:sequence>
    <xs:element name="uid" type="xs:string"/>
    <xs:element name="address" type="xs:anyURI"/>
    <xs:element name="edition" type="xs:positiveInteger"/>
    <xs:element name="title" type="xs:string"/>
    <xs:element name="kind" type="coded"/>
    <xs:element name="organ" type="coded"/>
    {_TEXTS}
    <xs:element name="theme" type="coded" minOccurs="0"/>
    <xs:element name="genre" type="coded" minOccurs="0"/>
    <xs:element name="category" type="coded" minOccurs="0"/>
    <xs:element name="identifier" minOccurs="0" maxOccurs="unbounded"><xs:complexType><xs:simpleContent>
      <xs:extension base="xs:string">
        <xs:attribute name="scheme" type="xs:string" use="required"/>
        <xs:attribute name="source" type="xs:string"/>
      </xs:extension></xs:simpleContent></xs:complexType></xs:element>
    <xs:element name="relation" minOccurs="0" maxOccurs="unbounded"><xs:complexType><xs:simpleContent>
      <xs:extension base="xs:string">
        <xs:attribute name="type" type="xs:NCName" use="required"/>
        <xs:attribute name="href" type="xs:anyURI"/>
      </xs:extension></xs:simpleContent></xs:complexType></xs:element>
    <xs:element name="file" minOccurs="0" maxOccurs="unbounded"><xs:complexType><xs:simpleContent>
      <xs:extension base="xs:string">
        <xs:attribute name="href" type="xs:anyURI" use="required"/>
        <xs:attribute name="name" type="xs:string" use="required"/>
        <xs:attribute name="type" type="xs:string" use="required"/>
        <xs:attribute name="size" type="xs:positiveInteger" use="required"/>
        <xs:attribute name="sha256" type="xs:string" use="required"/>
      </xs:extension></xs:simpleContent></xs:complexType></xs:element>
    <xs:element name="withdrawn" minOccurs="0"><xs:complexType><xs:simpleContent>
      <xs:extension base="xs:string"><xs:attribute name="reason" type="xs:NCName" use="required"/></xs:extension>
    </xs:simpleContent></xs:complexType></xs:element>
    <xs:element name="text"><xs:complexType><xs:simpleContent>
      <xs:extension base="xs:string"><xs:attribute name="type" type="xs:NCName" fixed="html"/></xs:extension>
    </xs:simpleContent></xs:complexType></xs:element>
  </xs:sequence></xs:complexType></xs:element>
</xs:schema>
"""
