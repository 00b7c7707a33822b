package drawbridge.platform.proxy;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A range of IP addresses.
 *
 * @param first the first address
 * @param prefix how many leading bits its addresses share
 */
public record IpNetwork(InetAddress first, int prefix) {

  private static final Pattern V4 =
      Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(?:\\.(?!$)|$)){4}");
  private static final Pattern V6 = Pattern.compile("(?=[^:]*:[^:]*:)[0-9A-Fa-f:.]{2,45}");
  private static final Pattern PREFIX = Pattern.compile("0|[1-9]\\d{0,2}");

  /**
   * Reads {@code 10.0.0.0/8}, {@code 2001:db8::/32} or a single address. Bits behind the prefix are
   * ignored.
   *
   * @throws IllegalArgumentException when the text is no such range
   */
  public static IpNetwork parse(String text) {
    int slash = text.indexOf('/');
    InetAddress address =
        literal(slash < 0 ? text : text.substring(0, slash))
            .orElseThrow(() -> new IllegalArgumentException("no IP address"));
    int bits = address.getAddress().length * Byte.SIZE;
    if (slash < 0) {
      return of(address, bits);
    }
    String prefix = text.substring(slash + 1);
    if (!PREFIX.matcher(prefix).matches() || Integer.parseInt(prefix) > bits) {
      throw new IllegalArgumentException("no prefix length");
    }
    return of(address, Integer.parseInt(prefix));
  }

  /** Returns the range of all addresses that share the leading bits. */
  static IpNetwork of(InetAddress address, int prefix) {
    byte[] bytes = address.getAddress();
    int free = bytes.length * Byte.SIZE - prefix;
    BigInteger masked = new BigInteger(1, bytes).shiftRight(free).shiftLeft(free);
    byte[] first = new byte[bytes.length];
    byte[] value = masked.toByteArray();
    int count = Math.min(value.length, first.length);
    System.arraycopy(value, value.length - count, first, first.length - count, count);
    try {
      return new IpNetwork(InetAddress.getByAddress(first), prefix);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("unreachable: the length is that of an address", e);
    }
  }

  /** Returns whether the range has the address. A range of IPv6 has no IPv4 address. */
  public boolean contains(InetAddress address) {
    return address.getAddress().length == first.getAddress().length
        && of(address, prefix).first.equals(first);
  }

  /**
   * Reads an IP address without a zone; never asks a name server. An IPv4 address that is mapped
   * into IPv6 is the IPv4 address.
   */
  static Optional<InetAddress> literal(String text) {
    if (!V4.matcher(text).matches() && !V6.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByName(text));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return first.getHostAddress() + "/" + prefix;
  }
}
