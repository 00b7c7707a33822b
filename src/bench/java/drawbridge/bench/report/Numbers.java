package drawbridge.bench.report;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Formats numbers for people. */
final class Numbers {

  private Numbers() {}

  /** Returns a ratio; empty without a reference. */
  static String share(double rate, @Nullable Double of) {
    return of == null ? "" : number(rate / of, 3);
  }

  static String whole(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  static String whole(double value) {
    return number(value, 0);
  }

  static String number(double value, int digits) {
    return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%,." + digits + "f", value);
  }
}
