package drawbridge.expression.jq.regex;

import drawbridge.expression.jq.value.Texts;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds matches of a regular expression in one text, in time linear in the text: all ways to match
 * advance together in the order in which they count (Thompson and Pike). Every visited step is
 * charged, also those of looking around, which starts anew at each place.
 */
final class RegexMatcher {

  private final List<RegexCode.Step> steps;
  private final String text;
  private final LongConsumer work;
  private final Deque<Ways> spare = new ArrayDeque<>();
  private int visited;

  /** Which one of several matches is chosen. */
  enum Choice {
    /** Of the leftmost ones, the one that the expression prefers. */
    FIRST,
    /** Of those that are not empty, the first one. */
    NOT_EMPTY,
    /** The one with the most bytes in the whole text. */
    LONGEST,
    ANY
  }

  RegexMatcher(List<RegexCode.Step> steps, String text, LongConsumer work) {
    this.steps = steps;
    this.text = text;
    this.work = work;
  }

  /**
   * Returns the leftmost match from a place on; null for none.
   *
   * @param groups how many groups are kept
   * @return begin and end of the match and of each group, -1 for a group without a text
   */
  int @Nullable [] find(int from, int groups, Choice choice) {
    int[] places = new int[2 + 2 * groups];
    Arrays.fill(places, -1);
    boolean isAtBegin =
        steps.get(0) instanceof RegexCode.Check check
            && check.place() == RegexNode.Place.TEXT_BEGIN;
    Run run = new Run(text.length(), choice);
    int at = from;
    do {
      at = run.now.count == 0 ? skipped(at) : at;
      run.follow(0, at, with(places, 0, at));
      at = run.advance(at);
    } while (run.isOpen() && !isAtBegin && at <= text.length());
    return run.rest(at);
  }

  /** Returns the first place from here on where the first step may go on. */
  private int skipped(int from) {
    int at = from;
    if (steps.get(0) instanceof RegexCode.Take first) {
      while (at < text.length() && !first.set().test(text.codePointAt(at))) {
        at += Character.charCount(text.codePointAt(at));
      }
      work.accept((at - from) / 2);
    }
    return at;
  }

  private static int[] with(int[] places, int slot, int at) {
    int[] changed = places.clone();
    changed[slot] = at;
    return changed;
  }

  /** Returns the match that begins at one place with a step; null for none. */
  private int @Nullable [] match(int step, int at, int limit, int[] places) {
    Run run = new Run(limit, limit == text.length() ? Choice.FIRST : Choice.LONGEST);
    run.follow(step, at, places);
    return run.rest(at);
  }

  /** Returns the places with those of groups in the looked-at text; null when it does not fit. */
  private int @Nullable [] looked(RegexNode.Look look, int step, int at, int[] places) {
    int[] found = null;
    if (look.isAhead()) {
      found = match(step, at, text.length(), places);
    } else {
      int begin = at;
      for (long n = 0; found == null && begin >= 0 && n <= look.body().most(); n++) {
        found = n < look.body().least() ? null : match(step, begin, at, places);
        found = found == null || found[1] < at ? null : found;
        begin -= begin > 0 ? Character.charCount(text.codePointBefore(begin)) : 1;
      }
    }
    return look.isNegated() ? (found == null ? places : null) : found;
  }

  /** All ways to match that have come to one place; those that count more come first. */
  private static final class Ways {
    private final int[] steps;
    private final int[][] places;
    private final int[] rounds;
    private int round;
    private int count;

    Ways(int size) {
      steps = new int[size];
      places = new int[size][];
      rounds = new int[size];
    }

    void clear() {
      count = 0;
      round++;
    }

    void add(int step, int[] found) {
      steps[count] = step;
      places[count++] = found;
    }
  }

  /** A search: the ways at one place, those at the next one, and the best match so far. */
  private final class Run {
    private final int limit;
    private final Choice choice;
    private Ways now = ways();
    private Ways next = ways();
    private int @Nullable [] best;

    Run(int limit, Choice choice) {
      this.limit = limit;
      this.choice = choice;
    }

    private Ways ways() {
      Ways free = spare.isEmpty() ? new Ways(steps.size()) : spare.pop();
      free.clear();
      return free;
    }

    /** Adds the ways that begin here, after those that are here already. */
    void follow(int step, int at, int[] places) {
      follow(step, at, places, now);
    }

    /** Adds the ways from a step on; a step that was visited at this place counts more. */
    private void follow(int first, int at, int[] given, Ways ways) {
      int index = first;
      int[] places = given;
      while (true) {
        RegexCode.Step step = steps.get(index);
        if (ways.rounds[index] == ways.round) {
          if (!(step instanceof RegexCode.Split split && split.isLoop())) {
            return;
          }
          index = split.second(); // a round without characters is the last one
          continue;
        }
        ways.rounds[index++] = ways.round;
        visited++;
        if (step instanceof RegexCode.Split split) {
          follow(split.first(), at, places, ways);
          index = split.second();
        } else if (step instanceof RegexCode.Save save) {
          places = save.slot() < places.length ? with(places, save.slot(), at) : places;
        } else if (step instanceof RegexCode.Check check) {
          if (!check.place().holds(text, at)) {
            return;
          }
        } else if (step instanceof RegexCode.Look look) {
          int[] seen = looked(look.look(), index, at, places);
          if (seen == null) {
            return;
          }
          places = seen;
          index = look.next();
        } else {
          ways.add(index - 1, places);
          return;
        }
      }
    }

    /** Takes the character at a place. Returns the place after it. */
    int advance(int at) {
      work.accept(1 + visited);
      visited = 0;
      int point = at < limit ? text.codePointAt(at) : -1;
      int after = at + (point > Character.MAX_VALUE ? 2 : 1);
      for (int i = 0; i < now.count; i++) {
        int index = now.steps[i];
        if (!(steps.get(index) instanceof RegexCode.Take take)) {
          if (chosen(now.places[i], at)) {
            break;
          }
        } else if (point >= 0 && take.set().test(point)) {
          follow(index + 1, after, now.places[i], next);
        }
      }
      Ways passed = now;
      now = next;
      next = passed;
      next.clear();
      return after;
    }

    /** Returns whether a match that begins later may be chosen. */
    private boolean isOpen() {
      return best == null || choice == Choice.LONGEST;
    }

    /** Keeps a match if it is better. Returns whether the ways that count less are given up. */
    private boolean chosen(int[] places, int end) {
      boolean isBetter =
          switch (choice) {
            case FIRST, ANY -> true;
            case NOT_EMPTY -> end > places[0];
            case LONGEST -> best == null || bytes(places[0], end) > bytes(best[0], best[1]);
          };
      best = isBetter ? with(places, 1, end) : best;
      return isBetter && choice != Choice.LONGEST;
    }

    private long bytes(int from, int to) {
      work.accept(to - from);
      return Texts.utf8Length(text, from, to);
    }

    /** Returns the best match of the ways that were begun. */
    int @Nullable [] rest(int from) {
      int at = from;
      while (now.count > 0 && (best == null || choice != Choice.ANY)) {
        at = advance(at);
      }
      spare.push(now);
      spare.push(next);
      return best;
    }
  }
}
