package drawbridge.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.function.DoubleUnaryOperator;

/** Charts as inline SVG. */
final class Chart {

  private static final int WIDTH = 720;
  private static final int LEFT = 70;
  private static final int RIGHT = 250;
  private static final int TOP = 12;
  private static final int HEIGHT = 260;
  private static final int LABELS = 300;
  private static final int BAR = 20;
  private static final List<String> COLOURS =
      List.of(
          "#1f5f99", "#c2571a", "#3b7d3b", "#8a3b8f", "#8a6d1c", "#a12b2b", "#4a4a4a", "#1c8a86");

  private Chart() {}

  /** A bar with its value. */
  record Bar(String label, double value, String shown) {}

  /** A line through points in the order of their x. */
  record Line(String name, List<Point> points) {
    record Point(double x, double y) {}
  }

  /** A tick of an axis. */
  record Tick(double at, String label) {}

  /** Returns horizontal bars from zero. */
  static String bars(String title, List<Bar> bars) {
    double most = bars.stream().mapToDouble(Bar::value).max().orElse(1);
    StringBuilder svg = begin(title, bars.size() * BAR + 8);
    for (int i = 0; i < bars.size(); i++) {
      Bar bar = bars.get(i);
      double length = Math.max(1, bar.value() / most * (WIDTH - LABELS - 110));
      int y = i * BAR + 4;
      text(svg, LABELS - 8, y + 13, "end", bar.label());
      svg.append(
          String.format(
              Locale.ROOT,
              "<rect x='%d' y='%d' width='%.1f' height='%d' fill='%s'/>",
              LABELS,
              y,
              length,
              BAR - 5,
              COLOURS.get(0)));
      text(svg, LABELS + length + 6, y + 13, "start", bar.shown());
    }
    return svg.append("</svg>").toString();
  }

  /**
   * Returns lines over common axes.
   *
   * @param x maps a value to a position from 0 to 1
   * @param y the same, upwards
   */
  static String lines(
      String title,
      List<Line> lines,
      DoubleUnaryOperator x,
      List<Tick> across,
      DoubleUnaryOperator y,
      List<Tick> up) {
    StringBuilder svg = begin(title, TOP + HEIGHT + 30);
    DoubleUnaryOperator toX = at -> LEFT + x.applyAsDouble(at) * (WIDTH - LEFT - RIGHT);
    DoubleUnaryOperator toY = at -> TOP + HEIGHT * (1 - y.applyAsDouble(at));
    for (Tick tick : up) {
      double at = toY.applyAsDouble(tick.at());
      rule(svg, LEFT, at, WIDTH - RIGHT, at);
      text(svg, LEFT - 6, at + 4, "end", tick.label());
    }
    for (Tick tick : across) {
      double at = toX.applyAsDouble(tick.at());
      rule(svg, at, TOP, at, TOP + HEIGHT);
      text(svg, at, TOP + HEIGHT + 18, "middle", tick.label());
    }
    for (int i = 0; i < lines.size(); i++) {
      String colour = COLOURS.get(i % COLOURS.size());
      StringBuilder points = new StringBuilder();
      for (Line.Point point : lines.get(i).points()) {
        points.append(
            String.format(
                Locale.ROOT,
                "%.1f,%.1f ",
                toX.applyAsDouble(point.x()),
                toY.applyAsDouble(point.y())));
      }
      svg.append(
          "<polyline points='%s' fill='none' stroke='%s' stroke-width='2'/><rect x='%d' y='%d' width='12' height='4' fill='%s'/>"
              .formatted(points, colour, WIDTH - RIGHT + 12, TOP + i * 18 + 4, colour));
      text(svg, WIDTH - RIGHT + 30, TOP + i * 18 + 10, "start", lines.get(i).name());
    }
    return svg.append("</svg>").toString();
  }

  /** Returns about five ticks from zero to {@code most}, at 1, 2 or 5 times a power of ten. */
  static List<Tick> steps(double most, DoubleFunction<String> label) {
    double rough = Math.max(most, 1) / 5;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double step = power * (rough / power > 5 ? 10 : rough / power > 2 ? 5 : 2);
    List<Tick> ticks = new ArrayList<>();
    for (int i = 0; i * step <= most; i++) {
      ticks.add(new Tick(i * step, label.apply(i * step)));
    }
    return ticks;
  }

  static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("'", "&#39;");
  }

  private static StringBuilder begin(String title, int height) {
    return new StringBuilder(
        "<svg viewBox='0 0 %d %d' role='img' aria-label='%s'>"
            .formatted(WIDTH, height, escape(title)));
  }

  private static void rule(StringBuilder svg, double x1, double y1, double x2, double y2) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<line x1='%.1f' y1='%.1f' x2='%.1f' y2='%.1f' stroke='#ddd'/>",
            x1,
            y1,
            x2,
            y2));
  }

  private static void text(StringBuilder svg, double x, double y, String anchor, String text) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<text x='%.1f' y='%.1f' text-anchor='%s'>%s</text>",
            x,
            y,
            anchor,
            escape(text)));
  }
}
