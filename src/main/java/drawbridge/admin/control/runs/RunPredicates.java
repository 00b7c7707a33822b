package drawbridge.admin.control.runs;

import drawbridge.platform.Ids;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The JPQL predicates of a {@link RunQuery} for a run {@code r} of a workspace. */
public final class RunPredicates {

  private final List<String> predicates = new ArrayList<>();
  private final Map<String, Object> parameters = new LinkedHashMap<>();

  public RunPredicates(String workspaceId, RunQuery query) {
    narrow("r.workspaceId = :workspace", "workspace", Optional.of(workspaceId));
    narrow("r.state = :status", "status", query.status());
    narrow("r.uid = :uid", "uid", query.uid());
    narrow("r.requestId = :request", "request", query.request());
    narrow("r.acceptedAt >= :from", "from", query.from());
    narrow("r.acceptedAt < :to", "to", query.to());
    narrow("r.id < :before", "before", query.before());
    narrow(
        query.workflow().filter(Ids::isUuid).isPresent()
            ? "(r.workflowId = :workflow or r.workflowName = :workflow)"
            : "r.workflowName = :workflow",
        "workflow",
        query.workflow().map(w -> Ids.isUuid(w) ? w.toLowerCase(Locale.ROOT) : w));
    query.text().ifPresent(this::narrowByText);
  }

  /** Returns all predicates, joined by {@code and}, for a {@code where} clause. */
  public String where() {
    return String.join(" and ", predicates);
  }

  /** Returns the parameters of {@link #where}, by name. */
  public Map<String, Object> parameters() {
    return parameters;
  }

  /** Returns these predicates and another one. */
  public RunPredicates and(String predicate, String parameter, Object value) {
    narrow(predicate, parameter, Optional.of(value));
    return this;
  }

  private void narrow(String predicate, String parameter, Optional<?> value) {
    value.ifPresent(
        it -> {
          predicates.add(predicate);
          parameters.put(parameter, it);
        });
  }

  private void narrowByText(String text) {
    RunText wanted = RunText.of(text);
    predicates.add(wanted.predicate());
    parameters.putAll(wanted.parameters());
  }
}
