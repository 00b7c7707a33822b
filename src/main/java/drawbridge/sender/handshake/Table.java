package drawbridge.sender.handshake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import drawbridge.sender.Part;
import drawbridge.sender.handshake.Proof.Encoding;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Reads the table, whose head says what its members mean. Whatever is wrong with it is an {@link
 * IllegalStateException} that names row and member: a table that is half right is not used.
 */
final class Table {

  private static final YAMLMapper YAML =
      YAMLMapper.builder(
              YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .build();

  private static final Set<String> METHODS = Set.of("GET", "POST", "HEAD", "OPTIONS");
  private static final Map<String, Encoding> ENCODINGS =
      Map.of("hex", Encoding.HEX, "base64", Encoding.BASE64);

  private final Map<String, Form> forms = new HashMap<>();
  private final SortedMap<String, Row> rows = new TreeMap<>();

  private Table(Members table) {
    Members written = table.object("forms");
    written.names().forEach(name -> forms.put(name, form(written.object(name))));
    Members providers = table.object("handshakes");
    for (String provider : providers.names()) {
      rows.put(provider, row(provider, new Members(provider, providers.take(provider))));
    }
    table.end();
  }

  /** The rows by provider. */
  static SortedMap<String, Row> read(String yaml) {
    try {
      return new Table(new Members("table", YAML.readTree(yaml))).rows;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("handshakes.yaml: " + e.getMessage(), e);
    }
  }

  private static Form form(Members written) {
    String characters = written.text("characters");
    int most = written.number("most", 1, Form.ECHOED.most());
    written.end();
    try {
      Form form = Form.of(characters, most);
      if (!form.isWithin(Form.ECHOED)) {
        throw written.fault("lets through more than " + Form.ECHOED.inWords());
      }
      return form;
    } catch (IllegalArgumentException e) {
      throw written.fault("must have single characters and ranges of ASCII as characters");
    }
  }

  private Row row(String provider, Members row) {
    if (!row.text("docs").startsWith("https://")) {
      throw row.fault("must have the https address of the provider's documentation");
    }
    Asked asked = asked(row.object("request"));
    Proof proof = proof(row);
    Challenge challenge = row.has("challenge") ? challenge(row.object("challenge")) : null;
    Reply reply = reply(row.object("answer"));
    row.end();
    Row read = new Row(provider, asked, challenge, proof, reply);
    read.contradiction()
        .ifPresent(
            detail -> {
              throw row.fault(detail);
            });
    return read;
  }

  private static Asked asked(Members request) {
    String method = request.text("method");
    if (!METHODS.contains(method)) {
      throw request.fault("must have a method out of " + new TreeSet<>(METHODS));
    }
    boolean signed = request.flag("signed");
    List<Condition> when =
        request.has("when")
            ? request.objects("when").stream().map(Table::condition).toList()
            : List.of();
    request.end();
    return new Asked(method, when, signed);
  }

  private static Condition condition(Members written) {
    Condition condition;
    if (written.has("body")) {
      if (!written.text("body").equals("none")) {
        throw written.fault("knows no other body than none");
      }
      condition = new Condition.NoBody();
    } else if (written.has("members")) {
      condition = new Condition.Exactly(Set.copyOf(written.texts("members")));
    } else if (written.has("is")) {
      String text = written.text("is");
      condition = new Condition.Says(written.part(), text);
    } else {
      condition = new Condition.Comes(written.part());
    }
    written.end();
    return condition;
  }

  private static Proof proof(Members row) {
    Proof proof = new Proof.Nothing();
    int proofs = 0;
    if (row.has("token")) {
      proof = new Proof.Token(row.object("token").part());
      proofs++;
    }
    if (row.has("hmac")) {
      proof = hmac(row.object("hmac"));
      proofs++;
    }
    if (row.flag("handsOver")) {
      proof = new Proof.HandedOver();
      proofs++;
    }
    if (proofs > 1) {
      throw row.fault("must have at most one of token, hmac, handsOver");
    }
    return proof;
  }

  private static Proof hmac(Members written) {
    String algorithm = written.text("algorithm");
    if (!Proof.Hmac.isThere(algorithm)) {
      throw written.fault("must have an algorithm that Java knows, as HmacSHA256");
    }
    Encoding encoding = ENCODINGS.get(written.text("encoding"));
    if (encoding == null) {
      throw written.fault("must have the encoding hex or base64");
    }
    written.end();
    return new Proof.Hmac(algorithm, encoding);
  }

  private Challenge challenge(Members written) {
    String name = written.text("form");
    Form form = forms.get(name);
    if (form == null) {
      throw written.fault("must have a form out of " + new TreeSet<>(forms.keySet()));
    }
    String setting = written.has("setting") ? written.text("setting") : null;
    return new Challenge(written.part(), form, setting);
  }

  private static Reply reply(Members answer) {
    int status = answer.number("status", 200, 299);
    Map<String, String> headers = new HashMap<>();
    if (answer.has("headers")) {
      Members written = answer.object("headers");
      written.names().forEach(name -> headers.put(header(written, name), written.text(name)));
    }
    Reply reply = new Reply(status, headers, body(answer));
    answer.end();
    return reply;
  }

  private static String header(Members written, String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    boolean isName = Part.TOKEN.matcher(name).matches();
    if (!isName || lower.startsWith("content-") || lower.startsWith("set-cookie")) {
      throw written.fault("must not set " + name);
    }
    return name;
  }

  private static Reply.Body body(Members answer) {
    if (answer.has("text")) {
      return new Reply.Plain(answer.text("text"));
    }
    return answer.has("json") ? new Reply.Tree(answer.take("json")) : new Reply.Nothing();
  }
}
