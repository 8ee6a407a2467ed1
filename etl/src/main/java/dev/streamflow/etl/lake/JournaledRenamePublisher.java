package dev.streamflow.etl.lake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.streamflow.cli.OperationFailedException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Publishes to a file system without links, such as HDFS, by a sequence of renames. A journal lists them before the
 * first one: a run that was killed before that has changed nothing, and the next run, whatever its dates, finishes one
 * that was killed later. Until all are made, a reader may find new tables beside old ones, and between the two renames
 * of a replacement no table. The lease is checked before every rename.
 */
final class JournaledRenamePublisher implements Publisher {
    private static final String JOURNAL = "publish.json";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Lake lake;
    private final FileSystem files;
    private final Runnable requireHeld;

    /** @param requireHeld throws if the lake's lock is not held any more */
    JournaledRenamePublisher(Lake lake, Runnable requireHeld) {
        this.lake = lake;
        this.files = lake.fileSystem();
        this.requireHeld = requireHeld;
    }

    @Override
    public void publish(Path folder, List<Move> moves) throws IOException {
        Path draft = new Path(folder, JOURNAL + ".draft");
        try (FSDataOutputStream out = files.create(draft, true)) {
            out.write(JSON.writeValueAsBytes(moves));
            out.hsync();
        }
        requireHeld.run();
        rename(draft, new Path(folder, JOURNAL));
        complete(folder, moves);
    }

    /** Finishes what killed runs had begun to publish, oldest first, and removes what they had only staged. */
    @Override
    public void recover() throws IOException {
        for (Path folder : leftovers()) {
            requireHeld.run();
            if (isPublishing(folder)) {
                complete(folder, read(new Path(folder, JOURNAL)));
            } else {
                delete(folder);
            }
        }
    }

    /** Whether the folder has a journal, whose renames may not all have been made. */
    private boolean isPublishing(Path folder) throws IOException {
        return files.exists(new Path(folder, JOURNAL));
    }

    @Override
    public void discard(Path folder) throws IOException {
        if (!isPublishing(folder)) {
            delete(folder);
        }
    }

    private List<Path> leftovers() throws IOException {
        try {
            return Stream.of(files.listStatus(lake.staging()))
                    .filter(status -> status.isDirectory()
                            && Staging.isOfRun(status.getPath().getName()))
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
        } catch (JsonProcessingException e) {
            throw new OperationFailedException(
                    "Cannot finish publishing " + journal.getParent() + ": " + journal.getName() + " is damaged: "
                            + e.getOriginalMessage(),
                    "Move that folder out of the lake and compute its dates again. Nothing was changed.",
                    e);
        }
    }

    private void complete(Path folder, List<Move> moves) throws IOException {
        for (int i = 0; i < moves.size(); i++) {
            requireHeld.run();
            Move move = moves.get(i);
            Path replaced = new Path(folder, "replaced-" + i);
            if (move.isRemoval()) {
                clear(lake.path(move.target()), replaced);
            } else {
                replace(lake.path(move.staged()), lake.path(move.target()), replaced);
            }
        }
        for (Move move : moves) {
            if (!move.isRemoval()) {
                requireMoved(folder, lake.path(move.target()));
            }
        }
        delete(folder);
    }

    /** The folder also holds what was replaced, and may be deleted only once all replacements are in place. */
    private void requireMoved(Path folder, Path target) throws IOException {
        if (!files.exists(target)) {
            throw new OperationFailedException(
                    "Cannot finish publishing " + folder + ": neither " + target
                            + " nor what was staged for it is there",
                    "What was there before lies in that folder as replaced-<n>. Put it back, move the folder out of the"
                            + " lake, and compute the date again.");
        }
    }

    private void delete(Path folder) throws IOException {
        files.delete(folder, true);
        // Gone when it is empty: a lake at rest holds tables and nothing else.
        if (files.exists(lake.staging()) && files.listStatus(lake.staging()).length == 0) {
            files.delete(lake.staging(), false);
        }
    }

    /** Idempotent: once nothing is staged any more, it is done. */
    private void replace(Path staged, Path target, Path replaced) throws IOException {
        if (!files.exists(staged)) {
            return;
        }
        files.mkdirs(target.getParent());
        clear(target, replaced);
        rename(staged, target);
    }

    /** Idempotent: once nothing is there any more, it is done. */
    private void clear(Path target, Path replaced) throws IOException {
        if (files.exists(target)) {
            if (files.exists(replaced)) {
                throw new OperationFailedException(
                        "Cannot replace " + target + ": it was replaced already, to " + replaced
                                + ", and is there again",
                        "Move one of the two out of the lake and run the command again.");
            }
            rename(target, replaced);
        }
    }

    private void rename(Path from, Path to) throws IOException {
        if (!files.rename(from, to)) {
            throw new IOException("cannot rename " + from + " to " + to);
        }
    }
}
