package drawbridge.provider.vault;

import drawbridge.platform.BadSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Reads the encryption keys of this node: from the setting {@value #SETTING}; else from a {@link
 * KeyFile} in the data directory when the store is an embedded H2; else there are none. Nodes that
 * share a store must share its keys, so no node generates keys for a shared store.
 */
public final class KeySource {

  /** The setting with the keys. */
  public static final String SETTING = "drawbridge.encryption.keys";

  private static final String NEEDED = "setting " + SETTING + " is required: ";

  private KeySource() {}

  /**
   * Reads the keys. Generates a key file at the first start of a node with an embedded store.
   * Blocks on the disk.
   *
   * @param setting the text of the setting; blank counts as not set
   * @param storeUrl the JDBC URL of the store
   * @param directory the data directory, which need not exist
   * @throws BadSettings naming the fault, without a key
   */
  public static Keyring keyring(Optional<String> setting, String storeUrl, Path directory) {
    Optional<String> given = setting.filter(text -> !text.isBlank());
    if (given.isPresent()) {
      return read("setting " + SETTING + " is invalid: ", given.get());
    }
    return isEmbedded(storeUrl) ? fromFile(directory) : Keyring.none();
  }

  private static Keyring fromFile(Path directory) {
    KeyFile file = new KeyFile(directory);
    try {
      return read(NEEDED + "in " + file.path() + " ", file.text());
    } catch (IOException | UnsupportedOperationException e) {
      throw new BadSettings(
          List.of(
              NEEDED + "the key file " + file.path() + " cannot be read or created (" + e + ")"));
    }
  }

  private static Keyring read(String where, String text) {
    try {
      return Keyring.of(text);
    } catch (IllegalArgumentException e) {
      throw new BadSettings(List.of(where + e.getMessage()));
    }
  }

  /** Whether the store is H2 inside this process, which no other node can share. */
  private static boolean isEmbedded(String storeUrl) {
    return storeUrl.startsWith("jdbc:h2:")
        && !storeUrl.startsWith("jdbc:h2:tcp:")
        && !storeUrl.startsWith("jdbc:h2:ssl:");
  }
}
