package drawbridge.provider.vault;

import drawbridge.platform.BadSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where the keys of this node come from: the setting {@value #SETTING}; else a {@link KeyFile} in
 * the data directory where the store is a file of H2, which has no second node; else there are
 * none. Nodes that share a store must share its keys, so that none of them makes up its own.
 */
public final class KeySource {

  /** The setting that holds the keys. */
  public static final String SETTING = "drawbridge.encryption.keys";

  private static final String NEEDED = "setting " + SETTING + " is needed: ";

  private KeySource() {}

  /**
   * Reads the keys; makes them at the first start of a node that has its store for itself. Blocks
   * on the disk.
   *
   * @param setting the text of the setting; blank where it is not set
   * @param storeUrl the JDBC URL of the store
   * @param directory the data directory; need not be there yet
   * @throws BadSettings naming what is wrong, without a key
   */
  public static Keyring keyring(Optional<String> setting, String storeUrl, Path directory) {
    Optional<String> given = setting.filter(text -> !text.isBlank());
    if (given.isPresent()) {
      return read("setting " + SETTING + " is wrong: ", given.get());
    }
    return isOurs(storeUrl) ? fromFile(directory) : Keyring.none();
  }

  private static Keyring fromFile(Path directory) {
    KeyFile file = new KeyFile(directory);
    try {
      return read(NEEDED + "in " + file.path() + " ", file.text());
    } catch (IOException | UnsupportedOperationException e) {
      throw new BadSettings(
          List.of(NEEDED + "the key file " + file.path() + " cannot be read or made (" + e + ")"));
    }
  }

  private static Keyring read(String where, String text) {
    try {
      return Keyring.of(text);
    } catch (IllegalArgumentException e) {
      throw new BadSettings(List.of(where + e.getMessage()));
    }
  }

  /** Whether the store is H2 inside this process: no other node can be there. */
  private static boolean isOurs(String storeUrl) {
    return storeUrl.startsWith("jdbc:h2:")
        && !storeUrl.startsWith("jdbc:h2:tcp:")
        && !storeUrl.startsWith("jdbc:h2:ssl:");
  }
}
