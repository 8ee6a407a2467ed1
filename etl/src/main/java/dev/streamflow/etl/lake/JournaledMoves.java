package dev.streamflow.etl.lake;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Publishes to a file system without links, such as HDFS, one rename after the other. The moves are written down before the first
 * of them is made: a run that was killed before that has changed nothing, and what a run that was killed after it had left to do is
 * done by the next one, whatever date that is about. Until all of them are made, a reader may find new tables beside old ones, and
 * between the two renames of one replacement, none.
 */
final class JournaledMoves implements Publisher {
    private static final String JOURNAL = "publish.json";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Lake lake;
    private final FileSystem files;

    JournaledMoves(Lake lake) {
        this.lake = lake;
        this.files = lake.fileSystem();
    }

    @Override
    public void publish(Path folder, List<Move> moves) throws IOException {
        Path draft = new Path(folder, JOURNAL + ".draft");
        try (OutputStream out = files.create(draft, true)) {
            out.write(JSON.writeValueAsBytes(moves));
        }
        rename(draft, new Path(folder, JOURNAL));
        complete(folder, moves);
    }

    /** Finishes what killed runs had begun to publish, oldest first, and removes what they had only staged. */
    @Override
    public void recover() throws IOException {
        for (Path folder : leftovers()) {
            complete(folder, isPublishing(folder) ? read(new Path(folder, JOURNAL)) : List.of());
        }
    }

    /** Whether moves out of the folder have been decided, and perhaps not all been made. */
    private boolean isPublishing(Path folder) throws IOException {
        return files.exists(new Path(folder, JOURNAL));
    }

    @Override
    public void discard(Path folder) throws IOException {
        if (!isPublishing(folder)) {
            complete(folder, List.of());
        }
    }

    private List<Path> leftovers() throws IOException {
        try {
            return Stream.of(files.listStatus(lake.staging()))
                    .map(FileStatus::getPath)
                    .sorted(Comparator.comparing(Path::getName))
                    .toList();
        } catch (FileNotFoundException e) {
            return List.of();
        }
    }

    private List<Move> read(Path journal) throws IOException {
        try (InputStream in = files.open(journal)) {
            return JSON.readValue(in, new TypeReference<>() {});
        }
    }

    private void complete(Path folder, List<Move> moves) throws IOException {
        for (int i = 0; i < moves.size(); i++) {
            replace(
                    lake.path(moves.get(i).staged()),
                    lake.path(moves.get(i).target()),
                    new Path(folder, "replaced-" + i));
        }
        files.delete(folder, true);
        // Gone when it is empty: a lake at rest holds tables and nothing else.
        if (files.exists(lake.staging())
                && Arrays.asList(files.listStatus(lake.staging())).isEmpty()) {
            files.delete(lake.staging(), false);
        }
    }

    /** May have been interrupted anywhere and be called again: once nothing is staged any more, it is done. */
    private void replace(Path staged, Path target, Path replaced) throws IOException {
        if (!files.exists(staged)) {
            return;
        }
        files.mkdirs(target.getParent());
        if (files.exists(target)) {
            files.delete(replaced, true);
            rename(target, replaced);
        }
        rename(staged, target);
    }

    private void rename(Path from, Path to) throws IOException {
        if (!files.rename(from, to)) {
            throw new IOException("cannot rename " + from + " to " + to);
        }
    }
}
