package drawbridge.workflow.sample;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.workflow.schema.Draft;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The references of one schema document: by pointer, by anchor and by {@code $id}. */
final class References {

  private static final URI NO_BASE = URI.create("");
  private static final List<String> IDS = List.of("$id", "id");
  private static final List<String> ANCHORS = List.of("$anchor", "$dynamicAnchor");
  private static final List<String> KEYWORDS = List.of("$ref", "$dynamicRef", "$recursiveRef");

  private final JsonNode document;
  private final boolean hides;
  private final Map<URI, JsonNode> resources = new HashMap<>();
  private final Map<URI, JsonNode> anchors = new HashMap<>();
  private final IdentityHashMap<JsonNode, URI> bases = new IdentityHashMap<>();

  /** A document without references. */
  References(JsonNode document) {
    this(document, Draft.V2020_12);
  }

  References(JsonNode document, Draft draft) {
    this.document = document;
    this.hides = draft.hidesBesideReferences();
    resources.put(NO_BASE, document);
    collect(document, NO_BASE);
  }

  Part root() {
    return new Part(document, this);
  }

  /** Whether a reference hides all other keywords of a schema, as up to draft 7. */
  boolean hides(JsonNode schema) {
    return hides && schema.has("$ref");
  }

  /** Returns the schemas that a schema refers to; empty for one that does not exist. */
  List<Optional<Part>> of(JsonNode schema) {
    return KEYWORDS.stream()
        .filter(keyword -> schema.path(keyword).isTextual())
        .map(keyword -> target(schema, schema.path(keyword).textValue()))
        .toList();
  }

  private Optional<Part> target(JsonNode schema, String reference) {
    URI base = bases.getOrDefault(schema, NO_BASE);
    return resolved(reference, base).flatMap(this::find).map(it -> new Part(it, this));
  }

  private Optional<JsonNode> find(URI target) {
    JsonNode anchored = anchors.get(target);
    if (anchored != null) {
      return Optional.of(anchored);
    }
    String fragment = target.getFragment();
    Optional<JsonNode> resource =
        withoutFragment(target).flatMap(it -> Optional.ofNullable(resources.get(it)));
    if (fragment == null || fragment.isEmpty()) {
      return resource;
    }
    return fragment.startsWith("/")
        ? resource.map(it -> it.at(JsonPointer.compile(fragment))).filter(References::isSchema)
        : Optional.empty();
  }

  private static boolean isSchema(JsonNode node) {
    return node.isObject() || node.isBoolean();
  }

  private void collect(JsonNode node, URI around) {
    URI base = around;
    for (String keyword : IDS) {
      String id = node.path(keyword).textValue();
      Optional<URI> own = id == null ? Optional.empty() : resolved(id, around);
      if (own.isPresent() && id != null && id.startsWith("#")) {
        anchors.put(own.get(), node);
      } else if (own.flatMap(References::withoutFragment).isPresent()) {
        base = own.flatMap(References::withoutFragment).orElseThrow();
        resources.putIfAbsent(base, node);
      }
    }
    for (String keyword : ANCHORS) {
      String anchor = node.path(keyword).textValue();
      if (anchor != null) {
        JsonNode named = node;
        resolved("#" + anchor, base).ifPresent(it -> anchors.putIfAbsent(it, named));
      }
    }
    bases.put(node, base);
    for (JsonNode child : node) {
      collect(child, base);
    }
  }

  private static Optional<URI> resolved(String text, URI base) {
    try {
      URI uri = new URI(text);
      if (base.equals(NO_BASE) || uri.isAbsolute()) {
        return Optional.of(uri);
      }
      return Optional.of(
          text.startsWith("#") ? new URI(base + text) : base.resolve(uri)); // also for urn:
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static Optional<URI> withoutFragment(URI uri) {
    try {
      return Optional.of(new URI(uri.toString().replaceFirst("#.*$", "")));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }
}
