package drawbridge.run.entity;

import com.fasterxml.jackson.core.JsonGenerator;
import drawbridge.platform.json.Json;
import java.io.IOException;
import java.io.StringWriter;
import org.jspecify.annotations.Nullable;

/**
 * Collects the verdicts of a request, in the order of its elements, and writes them as a JSON
 * array: {@code [{"status", "uid", "workflow", "runId", "conflict", "detail"}]}. Members without a
 * value are left out. Not thread safe.
 */
public final class RequestVerdicts {

  private static final int USUAL_LENGTH = 128;

  private final StringWriter text = new StringWriter(USUAL_LENGTH);
  private final JsonGenerator out;
  private int accepted;
  private int duplicates;
  private int ignored;
  private int rejected;

  public RequestVerdicts() {
    try {
      out = Json.MAPPER.createGenerator(text);
      out.writeStartArray();
    } catch (IOException e) {
      throw inMemory(e);
    }
  }

  /** Adds an element that starts a run. */
  public void accept(@Nullable String uid, String workflow, String runId) {
    accepted++;
    add("accepted", uid, workflow, runId, false, null);
  }

  /** Adds an element whose uid has started a run before. */
  public void duplicate(@Nullable String uid, String workflow, String runId, boolean conflict) {
    duplicates++;
    add("duplicate", uid, workflow, runId, conflict, null);
  }

  /** Adds an element for which no run starts, as the trigger is set up. */
  public void ignore(@Nullable String uid) {
    ignored++;
    add("ignored", uid, null, null, false, null);
  }

  /** Adds an element that is refused. */
  public void reject(@Nullable String uid, @Nullable String workflow, String detail) {
    rejected++;
    add("rejected", uid, workflow, null, false, detail);
  }

  private void add(
      String status,
      @Nullable String uid,
      @Nullable String workflow,
      @Nullable String runId,
      boolean conflict,
      @Nullable String detail) {
    try {
      out.writeStartObject();
      out.writeStringField("status", status);
      write("uid", uid);
      write("workflow", workflow);
      write("runId", runId);
      if (conflict) {
        out.writeBooleanField("conflict", true);
      }
      write("detail", detail);
      out.writeEndObject();
    } catch (IOException e) {
      throw inMemory(e);
    }
  }

  private void write(String name, @Nullable String value) throws IOException {
    if (value != null) {
      out.writeStringField(name, value);
    }
  }

  private static IllegalStateException inMemory(IOException e) {
    return new IllegalStateException("a string writer that fails", e);
  }

  /** Returns the array. Nothing can be added after the first call. */
  String text() {
    try {
      out.close(); // also ends the array
    } catch (IOException e) {
      throw inMemory(e);
    }
    return text.toString();
  }

  int accepted() {
    return accepted;
  }

  int duplicates() {
    return duplicates;
  }

  int ignored() {
    return ignored;
  }

  int rejected() {
    return rejected;
  }

  /** Returns whether the only element is accepted, so that its run has the data of the body. */
  public boolean isOneRun() {
    return accepted == 1 && duplicates + ignored + rejected == 0;
  }
}
