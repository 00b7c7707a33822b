package drawbridge.inbound.body;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.platform.Fault;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads XML into a tree. The body is an object with one member: the root element.
 *
 * <ul>
 *   <li>An element with neither attributes nor child elements is its text, {@code ""} when empty.
 *   <li>Any other element is an object. A member {@code @name} holds an attribute, a member {@code
 *       name} a child element, and {@code #text} all text of the element unless it is white space.
 *   <li>Elements of one name and parent are one array, also when others are between them. A single
 *       one is no array, except at the pointer of {@code split}.
 *   <li>Names are local names: senders choose prefixes freely. Namespace declarations are left out.
 * </ul>
 *
 * <p>A document type declaration is refused, so that there are no entities but the predefined ones.
 */
final class XmlTree {

  /** The most attributes of an element. */
  static final int MOST_ATTRIBUTES = 200;

  /** The most characters of a name. */
  static final int LONGEST_NAME = 1000;

  /** The bytes for each byte of the body: buffers of one long attribute, comment or text. */
  private static final long WORKING = 6;

  private static final String LIMITS = "http://www.oracle.com/xml/jaxp/properties/";
  private static final XMLInputFactory FACTORY = factory();

  private static final Pattern DECLARED =
      Pattern.compile("<\\?xml\\s[^>]{0,200}?encoding\\s*=\\s*[\"']([A-Za-z][A-Za-z0-9._-]*)[\"']");
  private static final int DECLARATION = 300;

  private final XMLStreamReader xml;
  private final ChargedNodes nodes;

  private XmlTree(XMLStreamReader xml, ChargedNodes nodes) {
    this.xml = xml;
    this.nodes = nodes;
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
    factory.setProperty(LIMITS + "elementAttributeLimit", MOST_ATTRIBUTES);
    factory.setProperty(LIMITS + "maxXMLNameLimit", LONGEST_NAME);
    factory.setXMLResolver(
        (publicId, systemId, base, namespace) -> {
          throw new XMLStreamException("external entities are not read");
        });
    return factory;
  }

  /**
   * Reads a document. A byte order mark decides its charset, else the parameter, else its
   * declaration, else UTF-8 (RFC 7303 §3).
   *
   * @param at the position of the document in the body; its levels count
   */
  static ObjectNode read(byte[] body, Optional<Charset> charset, BodyPointer at, Allowance memory)
      throws Unreadable {
    StrictReader text = new StrictReader(body, charsetOf(body, charset), memory);
    long working = WORKING * body.length;
    memory.take(working);
    try {
      XMLStreamReader xml = FACTORY.createXMLStreamReader(text);
      try {
        return new XmlTree(xml, new ChargedNodes(memory)).document(at);
      } finally {
        xml.close();
      }
    } catch (XMLStreamException e) {
      throw text.end().orElseGet(() -> unreadable(e));
    } catch (RuntimeException e) { // the parser throws some for malformed documents
      throw text.end().orElseGet(() -> Unreadable.because("the body is not well-formed XML"));
    } finally {
      text.giveBack();
      memory.give(working);
    }
  }

  private ObjectNode document(BodyPointer at) throws XMLStreamException, Unreadable {
    ObjectNode body = nodes.object();
    while (xml.hasNext()) {
      int event = xml.next();
      if (event == XMLStreamConstants.DTD) {
        throw Unreadable.because("the XML document must not have a document type declaration");
      }
      if (event == XMLStreamConstants.START_ELEMENT) {
        String name = xml.getLocalName();
        nodes.set(body, name, element(at.member(name), at.depth() + 1));
      }
    }
    return body;
  }

  /** Reads the element that has started, to its end. */
  private JsonNode element(BodyPointer at, int depth) throws XMLStreamException, Unreadable {
    if (depth >= BodyTree.DEEPEST) {
      throw new Unreadable(Fault.at(at.pointer(), "elements are nested deeper than 63 levels"));
    }
    if (xml.getAttributeCount() > MOST_ATTRIBUTES) {
      throw new Unreadable(
          Fault.at(at.pointer(), "an element may have " + MOST_ATTRIBUTES + " attributes"));
    }
    Element element = new Element();
    for (int each = 0; each < xml.getAttributeCount(); each++) {
      element.add("@" + xml.getAttributeLocalName(each), nodes.text(xml.getAttributeValue(each)));
    }
    for (int event = xml.next(); event != XMLStreamConstants.END_ELEMENT; event = xml.next()) {
      switch (event) {
        case XMLStreamConstants.START_ELEMENT -> {
          String name = xml.getLocalName();
          element.add(name, element(at.member(name), depth + 1));
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
            element.text.append(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
        case XMLStreamConstants.ENTITY_REFERENCE ->
            throw Unreadable.because("the XML document refers to an entity that it cannot declare");
        default -> {} // comments and processing instructions
      }
    }
    return element.toNode();
  }

  /** The content of an element. Most elements are text, so that the object is made when needed. */
  private final class Element {
    private final StringBuilder text = new StringBuilder();
    private @Nullable ObjectNode members;

    void add(String name, JsonNode value) throws Unreadable {
      if (members == null) {
        members = nodes.object();
      }
      nodes.add(members, name, value);
    }

    JsonNode toNode() throws Unreadable {
      if (members == null) {
        return nodes.text(text.toString());
      }
      if (!text.toString().isBlank()) {
        nodes.set(members, "#text", nodes.text(text.toString()));
      }
      return members;
    }
  }

  private static Unreadable unreadable(XMLStreamException e) {
    int line = e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getLineNumber());
    int column = e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getColumnNumber());
    return new Unreadable(
        new Fault(
            "",
            "the body is not well-formed XML: line " + line + ", column " + column,
            line,
            column));
  }

  private static Charset charsetOf(byte[] body, Optional<Charset> parameter) throws Unreadable {
    if (startsWith(body, 0xEF, 0xBB, 0xBF)) {
      return StandardCharsets.UTF_8;
    }
    if (startsWith(body, 0xFE, 0xFF) || startsWith(body, 0, '<')) {
      return StandardCharsets.UTF_16BE;
    }
    if (startsWith(body, 0xFF, 0xFE) || startsWith(body, '<', 0)) {
      return StandardCharsets.UTF_16LE;
    }
    return parameter.isPresent() ? parameter.get() : declared(body);
  }

  private static Charset declared(byte[] body) throws Unreadable {
    String start =
        new String(body, 0, Math.min(body.length, DECLARATION), StandardCharsets.ISO_8859_1);
    Matcher declared = DECLARED.matcher(start);
    return declared.lookingAt() ? BodyFormat.charset(declared.group(1)) : StandardCharsets.UTF_8;
  }

  private static boolean startsWith(byte[] body, int... bytes) {
    for (int at = 0; at < bytes.length; at++) {
      if (body.length <= at || (body[at] & 0xff) != bytes[at]) {
        return false;
      }
    }
    return true;
  }
}
