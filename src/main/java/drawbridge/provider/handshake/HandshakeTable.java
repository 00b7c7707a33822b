package drawbridge.provider.handshake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import drawbridge.provider.DeliveryPart;
import drawbridge.provider.handshake.ChallengeProof.Encoding;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Reads the table; its head defines the members. Every fault is an {@link IllegalStateException}
 * that names row and member.
 */
final class HandshakeTable {

  private static final YAMLMapper YAML =
      YAMLMapper.builder(
              YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .build();

  private static final Set<String> METHODS = Set.of("GET", "POST", "HEAD", "OPTIONS");
  private static final Map<String, Encoding> ENCODINGS =
      Map.of("hex", Encoding.HEX, "base64", Encoding.BASE64);

  private final Map<String, Form> forms = new HashMap<>();
  private final SortedMap<String, HandshakeRow> rows = new TreeMap<>();

  private HandshakeTable(TableMembers table) {
    TableMembers written = table.object("forms");
    written.names().forEach(name -> forms.put(name, form(written.object(name))));
    TableMembers providers = table.object("handshakes");
    for (String provider : providers.names()) {
      rows.put(provider, row(provider, new TableMembers(provider, providers.take(provider))));
    }
    table.end();
  }

  /** Returns the rows by provider. */
  static SortedMap<String, HandshakeRow> read(String yaml) {
    try {
      return new HandshakeTable(new TableMembers("table", YAML.readTree(yaml))).rows;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("handshakes.yaml: " + e.getMessage(), e);
    }
  }

  private static Form form(TableMembers written) {
    String characters = written.text("characters");
    int most = written.number("most", 1, Form.ECHOED.most());
    written.end();
    try {
      Form form = Form.of(characters, most);
      if (!form.isWithin(Form.ECHOED)) {
        throw written.fault("allows more than " + Form.ECHOED.inWords());
      }
      return form;
    } catch (IllegalArgumentException e) {
      throw written.fault("must have single ASCII characters and ranges as characters");
    }
  }

  private HandshakeRow row(String provider, TableMembers row) {
    if (!row.text("docs").startsWith("https://")) {
      throw row.fault("must have the https address of the provider's documentation");
    }
    DetectionRule detection = detection(row.object("request"));
    ChallengeProof proof = proof(row);
    Challenge challenge = row.has("challenge") ? challenge(row.object("challenge")) : null;
    HandshakeReply reply = reply(row.object("answer"));
    row.end();
    HandshakeRow read = new HandshakeRow(provider, detection, challenge, proof, reply);
    read.contradiction()
        .ifPresent(
            detail -> {
              throw row.fault(detail);
            });
    return read;
  }

  private static DetectionRule detection(TableMembers request) {
    String method = request.text("method");
    if (!METHODS.contains(method)) {
      throw request.fault("must have a method out of " + new TreeSet<>(METHODS));
    }
    boolean signed = request.flag("signed");
    List<DetectionCondition> when =
        request.has("when")
            ? request.objects("when").stream().map(HandshakeTable::condition).toList()
            : List.of();
    request.end();
    return new DetectionRule(method, when, signed);
  }

  private static DetectionCondition condition(TableMembers written) {
    DetectionCondition condition;
    if (written.has("body")) {
      if (!written.text("body").equals("none")) {
        throw written.fault("must have the body none");
      }
      condition = new DetectionCondition.EmptyBody();
    } else if (written.has("members")) {
      condition = new DetectionCondition.HasMembers(Set.copyOf(written.texts("members")));
    } else if (written.has("is")) {
      String text = written.text("is");
      condition = new DetectionCondition.HasText(written.part(), text);
    } else {
      condition = new DetectionCondition.Present(written.part());
    }
    written.end();
    return condition;
  }

  private static ChallengeProof proof(TableMembers row) {
    ChallengeProof proof = new ChallengeProof.None();
    int proofs = 0;
    if (row.has("token")) {
      proof = new ChallengeProof.Token(row.object("token").part());
      proofs++;
    }
    if (row.has("hmac")) {
      proof = hmac(row.object("hmac"));
      proofs++;
    }
    if (row.flag("handsOver")) {
      proof = new ChallengeProof.HandedOver();
      proofs++;
    }
    if (proofs > 1) {
      throw row.fault("must have at most one of token, hmac, handsOver");
    }
    return proof;
  }

  private static ChallengeProof hmac(TableMembers written) {
    String algorithm = written.text("algorithm");
    if (!ChallengeProof.Hmac.isSupported(algorithm)) {
      throw written.fault("must have an algorithm of the JDK, like HmacSHA256");
    }
    Encoding encoding = ENCODINGS.get(written.text("encoding"));
    if (encoding == null) {
      throw written.fault("must have the encoding hex or base64");
    }
    written.end();
    return new ChallengeProof.Hmac(algorithm, encoding);
  }

  private Challenge challenge(TableMembers written) {
    String name = written.text("form");
    Form form = forms.get(name);
    if (form == null) {
      throw written.fault("must have a form out of " + new TreeSet<>(forms.keySet()));
    }
    String setting = written.has("setting") ? written.text("setting") : null;
    return new Challenge(written.part(), form, setting);
  }

  private static HandshakeReply reply(TableMembers answer) {
    int status = answer.number("status", 200, 299);
    Map<String, String> headers = new HashMap<>();
    if (answer.has("headers")) {
      TableMembers written = answer.object("headers");
      written.names().forEach(name -> headers.put(header(written, name), written.text(name)));
    }
    HandshakeReply reply = new HandshakeReply(status, headers, body(answer));
    answer.end();
    return reply;
  }

  private static String header(TableMembers written, String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    boolean isName = DeliveryPart.TOKEN.matcher(name).matches();
    if (!isName || lower.startsWith("content-") || lower.startsWith("set-cookie")) {
      throw written.fault("must not set " + name);
    }
    return name;
  }

  private static HandshakeReply.Body body(TableMembers answer) {
    if (answer.has("text")) {
      return new HandshakeReply.Plain(answer.text("text"));
    }
    return answer.has("json")
        ? new HandshakeReply.Tree(answer.take("json"))
        : new HandshakeReply.Empty();
  }
}
