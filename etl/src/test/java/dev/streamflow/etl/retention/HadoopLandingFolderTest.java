package dev.streamflow.etl.retention;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.streamflow.cli.UsageException;
import dev.streamflow.etl.lake.SharedFileSystem;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.Test;

class HadoopLandingFolderTest extends LandingFolderContract {
    @Override
    LandingFolder folder() {
        return LandingFolder.at(SharedFileSystem.NAME + root.toString(), SharedFileSystem.configuration());
    }

    @Test
    void aStorageWhereRunsWouldOverwriteEachOtherIsRefused() {
        Configuration configuration = new Configuration(false);
        configuration.setClass("fs.s3a.impl", ObjectStore.class, org.apache.hadoop.fs.FileSystem.class);

        assertThatThrownBy(() -> LandingFolder.at("s3a://bucket/landing", configuration))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("on s3a:// two runs would overwrite each other's ledger");
    }

    /** An object store, as far as its name goes. */
    public static final class ObjectStore extends RawLocalFileSystem {
        @Override
        public java.net.URI getUri() {
            return java.net.URI.create("s3a://bucket");
        }

        @Override
        public void initialize(java.net.URI uri, Configuration configuration) {
            setConf(configuration);
        }
    }
}
