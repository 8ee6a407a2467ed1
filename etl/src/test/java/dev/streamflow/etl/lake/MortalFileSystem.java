package dev.streamflow.etl.lake;

import java.io.IOException;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/** A file system that dies before its n-th change, and stays dead, as it does for a process that is killed. */
public final class MortalFileSystem extends RawLocalFileSystem {
    private static int changesLeft;

    /** From now on, so many changes are made and no more. */
    static void dieAfter(int changes) {
        changesLeft = changes;
    }

    static boolean isAlive() {
        return changesLeft > 0;
    }

    private static void change() throws IOException {
        if (changesLeft-- <= 0) {
            throw new IOException("killed");
        }
    }

    @Override
    public boolean rename(Path from, Path to) throws IOException {
        change();
        return super.rename(from, to);
    }

    @Override
    public boolean delete(Path path, boolean recursive) throws IOException {
        change();
        return super.delete(path, recursive);
    }

    @Override
    public boolean mkdirs(Path path) throws IOException {
        change();
        return super.mkdirs(path);
    }

    @Override
    public FSDataOutputStream create(Path path, boolean overwrite, int bufferSize, short replication, long blockSize)
            throws IOException {
        change();
        return super.create(path, overwrite, bufferSize, replication, blockSize);
    }
}
