package drawbridge.ctl.files;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Says why a file cannot be used. */
final class Reasons {

  private Reasons() {}

  static String of(IOException failure) {
    if (failure instanceof NoSuchFileException) {
      return "it does not exist";
    } else if (failure instanceof AccessDeniedException) {
      return "permission denied";
    } else if (failure instanceof NotDirectoryException) {
      return "it is no directory";
    }
    return String.valueOf(failure.getMessage());
  }
}
