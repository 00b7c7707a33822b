package drawbridge.platform.h2;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * H2's files under {@code recorded:}, with the content that a kill before, within or after each
 * write would leave.
 */
public final class RecordedFile extends FilePathWrapper {

  private static final String SCHEME = "recorded";
  private static final List<byte[]> CONTENTS = new CopyOnWriteArrayList<>();

  /** Returns the URL that records what is written to the file of another URL. */
  static String url(String url) {
    FilePath.register(new RecordedFile());
    return url.replace("jdbc:h2:file:", "jdbc:h2:" + SCHEME + ":");
  }

  /** Returns the different contents since the last call, in order. */
  static List<byte[]> contents() {
    List<byte[]> contents = new ArrayList<>();
    for (byte[] content : CONTENTS) {
      if (contents.isEmpty() || !Arrays.equals(contents.get(contents.size() - 1), content)) {
        contents.add(content);
      }
    }
    CONTENTS.clear();
    return contents;
  }

  @Override
  public String getScheme() {
    return SCHEME;
  }

  @Override
  public FileChannel open(String mode) throws IOException {
    return new Channel(getBase().open(mode), Path.of(getBase().toString()));
  }

  private static final class Channel extends FileBaseDefault {
    private final FileChannel file;
    private final Path path;

    Channel(FileChannel file, Path path) {
      this.file = file;
      this.path = path;
    }

    private void note() throws IOException {
      CONTENTS.add(Files.readAllBytes(path));
    }

    @Override
    public synchronized int write(ByteBuffer source, long position) throws IOException {
      note();
      int length = source.remaining();
      ByteBuffer half = source.duplicate();
      half.limit(source.position() + length / 2);
      file.write(half, position);
      note();
      file.write(source, position);
      note();
      return length;
    }

    @Override
    protected void implTruncate(long size) throws IOException {
      note();
      file.truncate(size);
      note();
    }

    @Override
    public synchronized int read(ByteBuffer target, long position) throws IOException {
      return file.read(target, position);
    }

    @Override
    public long size() throws IOException {
      return file.size();
    }

    @Override
    public void force(boolean metaData) throws IOException {
      file.force(metaData);
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
      return file.tryLock(position, size, shared);
    }

    @Override
    protected void implCloseChannel() throws IOException {
      file.close();
    }
  }
}
