package dev.streamflow.session;

import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.LocalFileSystem;

/**
 * Hadoop's local file system without checksum files, for streaming queries. Spark copies their state from local files
 * with a method of Hadoop that takes nothing but a {@link LocalFileSystem}. Public because Hadoop creates it.
 */
public final class PlainLocalFileSystem extends LocalFileSystem {
    public PlainLocalFileSystem() {
        super(new DirectLocalFileSystem());
    }

    @Override
    public void initialize(URI name, Configuration configuration) throws IOException {
        super.initialize(name, configuration);
        setWriteChecksum(false);
        setVerifyChecksum(false);
    }
}
