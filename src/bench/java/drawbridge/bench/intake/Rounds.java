package drawbridge.bench.intake;

import drawbridge.bench.report.CaseFigures;
import drawbridge.contract.Wire;
import drawbridge.contract.WireOverHttp;
import drawbridge.system.Server;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** Measures one case on a warm server in rounds: echo, case, and {@code pgbench} in turn. */
final class Rounds {

  private static final double HALF = 0.5;

  private final Server server;
  private final Inside inside;
  private final Form form;
  private final Optional<Pgbench> pgbench;

  Rounds(Server server, Inside inside, Form form, Optional<Pgbench> pgbench) {
    this.server = server;
    this.inside = inside;
    this.form = form;
    this.pgbench = pgbench;
  }

  /** Loads the server until its hot paths are compiled, as long as the form says. */
  void warmUp() {
    echo(Case.UNIQUE).closed(Case.UNIQUE.senders(), form.warmUp().dividedBy(2));
    accept(Case.UNIQUE).closed(Case.UNIQUE.senders(), form.warmUp());
    settle(Case.UNIQUE);
  }

  /** Finds the limit of a case, then measures response times at half of it. */
  CaseFigures measure(Case kind) throws IOException {
    List<Double> echoes = new ArrayList<>();
    List<Double> accepts = new ArrayList<>();
    List<Double> shares = new ArrayList<>();
    List<Double> inserts = new ArrayList<>();
    Usage usage = Usage.NONE;
    long accepted = 0;
    long refused = 0;
    for (int round = 0; round < form.rounds(); round++) {
      double echo = echo(kind).closed(kind.senders(), form.echo()).perSecond();
      Usage before = inside.usage();
      Answers answers = accept(kind).closed(kind.senders(), form.limit(kind));
      settle(kind);
      usage = usage.plus(inside.usage().since(before));
      accepted += answers.accepted();
      refused += answers.refused();
      echoes.add(echo);
      accepts.add(answers.perSecond());
      shares.add(answers.perSecond() / echo);
      if (pgbench.isPresent() && kind.rows()) {
        int seconds = (int) form.echo().toSeconds();
        inserts.add(pgbench.get().perSecond(seconds, kind.senders(), kind.entries()));
      }
    }
    double limit = median(accepts);
    Answers echoed = echo(kind).open(limit * HALF, form.latency(kind));
    Answers paced = accept(kind).open(limit * HALF, form.latency(kind));
    settle(kind);
    @Nullable Double inserted = inserts.isEmpty() ? null : median(inserts);
    return new CaseFigures(
        kind.name(),
        kind.entries(),
        kind.senders(),
        limit,
        refused,
        limit * kind.entries(),
        median(echoes),
        median(shares),
        inserted,
        echoed.latency(limit * HALF),
        paced.latency(limit * HALF),
        usage.forEach(accepted));
  }

  private Senders echo(Case kind) {
    return new Senders(server.base().resolve("/echo/api/echo"), Map.of(), kind.body());
  }

  /** Returns the senders of a case. */
  Senders accept(Case kind) {
    Map<String, String> headers = new HashMap<>(kind.headers());
    headers.put("Inbound-Webhook-Secret", Server.SECRET);
    URI target = server.base().resolve("/api/inbound/default");
    return new Senders(target, headers, kind.body());
  }

  /**
   * Waits until all runs have started, so that they do not burden the next measurement. Runs start
   * in order: this one ends after all others have started.
   */
  void settle(Case kind) {
    Wire.Request last =
        new Wire.Request(
            "POST",
            "/api/inbound/default",
            Map.of(
                "Inbound-Webhook-Secret", Server.SECRET,
                "Content-Type", "application/json",
                "Prefer", "wait=30"),
            "{\"workflow\":\"" + kind.workflow() + "\",\"name\":\"last\"}",
            StandardCharsets.UTF_8);
    Wire wire = new WireOverHttp(server.base());
    Awaitility.await("the queue is empty")
        .atMost(Duration.ofMinutes(15))
        .pollInterval(Duration.ofMillis(10))
        .until(() -> wire.send(last).body().contains("runStatus"));
  }

  private static double median(List<Double> rates) {
    return rates.stream().sorted().toList().get(rates.size() / 2);
  }
}
