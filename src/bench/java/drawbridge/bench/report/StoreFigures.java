package drawbridge.bench.report;

import java.util.List;

/** The results of all cases on one kind of store. */
public record StoreFigures(
    String store, List<String> flags, List<CaseFigures> cases, Backlog backlog) {}
