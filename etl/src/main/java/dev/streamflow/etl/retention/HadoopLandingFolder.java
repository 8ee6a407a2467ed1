package dev.streamflow.etl.retention;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Landing on HDFS, where a rename does not replace and only an empty folder is deleted without what is in it. */
final class HadoopLandingFolder implements LandingFolder {
    private final FileSystem files;
    private final Path root;

    HadoopLandingFolder(FileSystem files, Path root) {
        this.files = files;
        this.root = root;
    }

    @Override
    public Map<String, Long> files(String folder) throws IOException {
        Map<String, Long> found = new TreeMap<>();
        collect(folder, found);
        return found;
    }

    private void collect(String folder, Map<String, Long> found) throws IOException {
        for (FileStatus child : children(folder)) {
            String path = folder + "/" + child.getPath().getName();
            if (child.isDirectory()) {
                collect(path, found);
            } else {
                found.put(path, child.getLen());
            }
        }
    }

    @Override
    public Set<String> folders(String folder) throws IOException {
        Set<String> names = new TreeSet<>();
        for (FileStatus child : children(folder)) {
            if (child.isDirectory()) {
                names.add(child.getPath().getName());
            }
        }
        return names;
    }

    private FileStatus[] children(String folder) throws IOException {
        try {
            return files.listStatus(at(folder));
        } catch (FileNotFoundException e) {
            return new FileStatus[0];
        }
    }

    @Override
    public boolean create(String path, String temporary, byte[] document) throws IOException {
        Path draft = at(temporary);
        files.mkdirs(draft.getParent());
        try (FSDataOutputStream out = files.create(draft, false)) {
            out.write(document);
            out.hsync();
        } catch (FileNotFoundException e) {
            // Whoever has created it meanwhile has tidied up.
            if (files.exists(at(path))) {
                return false;
            }
            throw e;
        }
        if (files.rename(draft, at(path))) {
            return true;
        }
        files.delete(draft, false);
        if (!files.exists(at(path))) {
            throw new IOException("cannot rename " + draft + " to " + at(path));
        }
        return false;
    }

    @Override
    public void delete(String path) throws IOException {
        files.delete(at(path), false);
    }

    @Override
    public void deleteIfEmpty(String folder) throws IOException {
        if (children(folder).length == 0) {
            try {
                files.delete(at(folder), false);
            } catch (IOException e) {
                if (children(folder).length == 0) {
                    throw e;
                }
            }
        }
    }

    private Path at(String path) {
        return path.isEmpty() ? root : new Path(root, path);
    }
}
