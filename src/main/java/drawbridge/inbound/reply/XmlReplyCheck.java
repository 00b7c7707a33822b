package drawbridge.inbound.reply;

import java.io.StringReader;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Checks the XML of a reply. Browsers execute scripts of the namespaces below inside of any XML,
 * and load what a style sheet instruction names.
 */
final class XmlReplyCheck {

  private static final Set<String> EXECUTED =
      Set.of(
          "http://www.w3.org/1999/xhtml",
          "http://www.w3.org/2000/svg",
          "http://www.w3.org/1998/math/mathml",
          "http://www.w3.org/1999/xsl/transform",
          "http://www.mozilla.org/keymaster/gatekeeper/there.is.only.xul");

  private static final XMLInputFactory FACTORY = factory();

  private XmlReplyCheck() {}

  /** Returns what is wrong with a text; empty for XML that may be sent. */
  static Optional<String> faultOf(String text) {
    try {
      return faultOf(FACTORY.createXMLStreamReader(new StringReader(text)));
    } catch (XMLStreamException e) {
      return Optional.of("is not well-formed XML");
    }
  }

  private static Optional<String> faultOf(XMLStreamReader reader) throws XMLStreamException {
    String encoding = reader.getCharacterEncodingScheme();
    if (encoding != null && !encoding.toLowerCase(Locale.ROOT).equals("utf-8")) {
      return Optional.of("declares another encoding than UTF-8");
    }
    while (reader.hasNext()) {
      int event = reader.next();
      if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE) {
        return Optional.of("contains a document type or an undefined entity");
      }
      if (event == XMLStreamConstants.PROCESSING_INSTRUCTION) {
        return Optional.of("contains a processing instruction");
      }
      if (event == XMLStreamConstants.START_ELEMENT
          && reader.getNamespaceURI() != null
          && EXECUTED.contains(reader.getNamespaceURI().toLowerCase(Locale.ROOT))) {
        return Optional.of("contains an element that browsers execute");
      }
    }
    return Optional.empty();
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    return factory;
  }
}
