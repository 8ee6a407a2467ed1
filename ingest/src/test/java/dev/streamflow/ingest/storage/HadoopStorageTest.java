package dev.streamflow.ingest.storage;

import java.nio.file.Path;

/** On Hadoop's local file system; HDFS and the object stores implement the same interface. */
class HadoopStorageTest extends StorageContract {
    @Override
    Storage open(Path root) {
        return HadoopStorage.at(root.toUri());
    }
}
