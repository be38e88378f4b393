package io.freshet.audit.mybatis;

import org.jspecify.annotations.Nullable;

import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An XML document without its type definition: nothing outside of it is fetched, and no entity of its own is expanded. */
final class Xml {

    private static final int DEEPEST = 200;
    private static final XMLInputFactory FACTORY = factory();

    private Xml() {}

    /** A part of a document: a text, or an element with what stands in it. */
    sealed interface Part {}

    /** A text. */
    record Text(String text) implements Part {}

    /** An element. */
    record Element(String name, Map<String, String> attributes, List<Part> parts) implements Part {
        String attribute(String attribute) {
            return attributes.getOrDefault(attribute, "");
        }

        List<Element> elements() {
            return parts.stream()
                    .filter(Element.class::isInstance)
                    .map(Element.class::cast)
                    .toList();
        }
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setXMLResolver((publicId, systemId, base, namespace) -> InputStream.nullInputStream());
        return factory;
    }

    /** The root of a document; none if it is not well-formed, too deep, or uses an entity of its own. */
    static Optional<Element> read(InputStream in) {
        try {
            XMLStreamReader reader = FACTORY.createXMLStreamReader(in);
            Element root = read(reader);
            reader.close();
            return Optional.ofNullable(root);
        } catch (XMLStreamException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private static @Nullable Element read(XMLStreamReader reader) throws XMLStreamException {
        Deque<Element> open = new ArrayDeque<>();
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    Element element = new Element(reader.getLocalName(), attributes(reader), new ArrayList<>());
                    if (!open.isEmpty()) {
                        open.element().parts().add(element);
                    }
                    open.push(element);
                    if (open.size() > DEEPEST) {
                        return null;
                    }
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    Element closed = open.pop();
                    if (open.isEmpty()) {
                        return closed;
                    }
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
                    if (!open.isEmpty()) {
                        open.element().parts().add(new Text(reader.getText()));
                    }
                }
                case XMLStreamConstants.ENTITY_REFERENCE -> {
                    return null;
                }
                default -> {
                    // Comments, instructions and the type definition say nothing.
                }
            }
        }
        return null;
    }

    private static Map<String, String> attributes(XMLStreamReader reader) {
        Map<String, String> attributes = new HashMap<>();
        for (int at = 0; at < reader.getAttributeCount(); at++) {
            attributes.put(reader.getAttributeLocalName(at), reader.getAttributeValue(at));
        }
        return attributes;
    }
}
