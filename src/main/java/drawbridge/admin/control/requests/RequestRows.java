package drawbridge.admin.control.requests;

import jakarta.persistence.EntityManager;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads the requests of a workspace: those that have a row, and those that were refused. */
record RequestRows(ReceivedRows received, RefusedRows refused) {

  RequestRows(EntityManager entities, String workspaceId) {
    this(new ReceivedRows(entities, workspaceId), new RefusedRows(entities, workspaceId));
  }

  /** Returns the newest requests before one, of any status, text and header. */
  List<Candidate> newest(RequestQuery query, Optional<String> before, int most) {
    return Stream.concat(
            received.newest(query, before, most).stream(),
            refused.newest(query, before, most).stream())
        .sorted(Comparator.comparing(Candidate::id).reversed())
        .limit(most)
        .toList();
  }

  /** Returns the newest ids from one on, newest first. */
  List<String> ids(String from, int most) {
    return Stream.concat(received.ids(from, most).stream(), refused.ids(from, most).stream())
        .distinct()
        .sorted(Comparator.reverseOrder())
        .limit(most)
        .toList();
  }

  /** Returns the requests with these ids, oldest first. */
  List<Candidate> withIds(Collection<String> ids) {
    return ids.isEmpty()
        ? List.of()
        : Stream.concat(received.withIds(ids).stream(), refused.withIds(ids).stream())
            .sorted(Comparator.comparing(Candidate::id))
            .toList();
  }

  /** Returns the ids of those candidates that have a row, and the text in it. */
  Set<String> withText(List<Candidate> candidates, Optional<String> text) {
    return text.map(
            it ->
                received.withText(
                    candidates.stream()
                        .filter(each -> !each.isRefused())
                        .map(Candidate::id)
                        .toList(),
                    it))
        .orElse(Set.of());
  }

  /** Returns whether status, header and text pass. */
  boolean passes(Candidate candidate, RequestQuery query, Set<String> withText) {
    return candidate.passes(query)
        && (query.text().isEmpty()
            || withText.contains(candidate.id())
            || refused.hasText(candidate, query.text().get()));
  }
}
