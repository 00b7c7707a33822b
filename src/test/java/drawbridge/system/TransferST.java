package drawbridge.system;

import static drawbridge.system.Admin.JSON;
import static drawbridge.system.Admin.WORKSPACES;
import static drawbridge.system.Admin.YAML;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

/** Moves a workspace as files over HTTP. */
class TransferST extends AdminSuite {

  private static final String ZIP = "application/zip";
  private static final String SIGNED =
      "{\"workflow\": \"hello\", \"signature\": {\"scheme\": \"api-key\", \"header\": \"X-Key\","
          + " \"secret\": \"known-to-both-of-us\"}}";

  TransferST(Server server) {
    super(server);
  }

  private String newWorkspace() {
    String other = WORKSPACES + "/to-" + name;
    admin.put(other, JSON, "{\"secret\": \"" + SECRET + "\"}").expect(201);
    return other;
  }

  private Admin.Reply bring(String into, byte[] zip) {
    return admin.send("POST", into, Map.of("Content-Type", ZIP), zip);
  }

  private static byte[] zip(Map<String, String> files) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, String> file : files.entrySet()) {
        out.putNextEntry(new ZipEntry(file.getKey()));
        out.write(file.getValue().getBytes(UTF_8));
        out.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  @Test
  void movedWorkspaceRequiresItsMissingSecrets() {
    admin.put(workspace + "/triggers/signed", JSON, SIGNED).expect(201);
    admin.put(workspace + "/triggers/plain", JSON, "{\"workflow\": \"hello\"}").expect(201);
    admin.get(workspace + "/export").expect(200);
    byte[] zip = admin.bytes(workspace + "/export");
    String to = newWorkspace();

    JsonNode checked = bring(to + "/import?validate=true", zip).expect(200).json();
    assertThat(checked.at("/files")).hasSize(5);
    assertThat(admin.get(to + "/workflows").json().at("/workflows")).isEmpty();
    JsonNode brought = bring(to + "/import", zip).expect(200).json();
    assertThat(brought).isEqualTo(checked);
    assertThat(effects(brought)).containsOnly("created");
    assertThat(admin.bytes(to + "/export")).isEqualTo(zip);
    assertThat(effects(bring(to + "/import", zip).expect(200).json())).containsOnly("unchanged");

    JsonNode signed = admin.get(to + "/triggers/signed").expect(200).json();
    assertThat(signed.at("/warning").asText()).contains("The signature has no secret");
    String url = signed.at("/url").asText().replaceFirst("https?://[^/]+", "");
    for (String key : new String[] {"", "known-to-both-of-us", "null"}) {
      assertThat(call(url, key).status()).isEqualTo(401);
    }
    admin
        .post(
            to + "/triggers/signed/secrets",
            "{\"purpose\": \"signature\", \"secret\": \"known-to-both-of-us\"}")
        .expect(201);
    assertThat(call(url, "wrong").status()).isEqualTo(401);
    assertThat(call(url, "known-to-both-of-us").status()).isEqualTo(202);
    assertThat(admin.get(to + "/triggers/signed").json().has("warning")).isFalse();
    assertThat(admin.bytes(to + "/export")).isEqualTo(zip);
  }

  private Admin.Reply call(String url, String key) {
    Map<String, String> headers = Map.of("Content-Type", JSON, "X-Key", key, "Authorization", "");
    return admin.send("POST", url, headers, "{}".getBytes(UTF_8));
  }

  private static List<String> effects(JsonNode answer) {
    List<String> effects = new ArrayList<>();
    answer.at("/files").forEach(file -> effects.add(file.at("/effect").asText()));
    return effects;
  }

  @Test
  void invalidFileIsNamedAndNothingIsChanged() throws IOException {
    String to = newWorkspace() + "/import";
    byte[] zip =
        zip(
            Map.of(
                "drawbridge.yaml",
                "format: 1\n",
                "workflows/good.yaml",
                HELLO,
                "workflows/bad.yaml",
                HELLO + "  - x: {sett: {}}\n",
                "triggers/lost.yaml",
                "workflow: nowhere\n"));

    Admin.Reply refused = bring(to, zip);

    refused.problem(422, "faulty-import");
    List<String> places = new ArrayList<>();
    refused
        .json()
        .at("/errors")
        .forEach(it -> places.add(it.at("/file").asText() + " " + it.at("/line").asInt()));
    assertThat(places).contains("workflows/bad.yaml 6", "triggers/lost.yaml 0");
    assertThat(admin.get(to.replace("/import", "/workflows")).json().at("/workflows")).isEmpty();
    bring(to, zip(Map.of("../drawbridge.yaml", "format: 1\n"))).problem(422, "faulty-import");
    bring(to, "no zip".getBytes(UTF_8)).problem(422, "faulty-import");
    bring(to + "?validat=true", zip).problem(400, "malformed-request");
    admin.body("POST", to, YAML, HELLO).problem(415, "unsupported-media-type");
    bring(to, new byte[(32 << 20) + 1]).problem(413, "too-large");
    bring(WORKSPACES + "/missing/import", zip).problem(404, "not-found");
    admin.get(WORKSPACES + "/missing/export").problem(404, "not-found");
  }
}
