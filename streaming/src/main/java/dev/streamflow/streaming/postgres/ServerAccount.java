package dev.streamflow.streaming.postgres;

import dev.streamflow.cli.OperationFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Who PostgreSQL runs as. It refuses to run as root. As root it runs in a user namespace of its own, where it has
 * root's files and none of root's rights; where the kernel forbids that, as in a plain container, it runs as the user
 * {@code nobody}.
 */
enum ServerAccount {
    /** The user who runs this JVM. */
    SAME,
    /** Root without its rights. */
    NAMESPACE,
    /** The user 65534. */
    NOBODY;

    private static final String NOBODY_ID = "65534";

    /** What works here. */
    static ServerAccount find() throws IOException {
        if (!isRoot()) {
            return SAME;
        } else if (succeeds("unshare", "-U", "true")) {
            return NAMESPACE;
        } else if (succeeds(NOBODY.command("true"))) {
            return NOBODY;
        }
        throw new OperationFailedException(
                "Cannot start PostgreSQL as root: neither unshare nor setpriv is there to run it with fewer rights",
                "Run it as another user, or name a server by --url.");
    }

    private static boolean isRoot() throws IOException {
        Path probe = Files.createTempFile("whose", null);
        try {
            return Integer.valueOf(0).equals(Files.getAttribute(probe, "unix:uid"));
        } finally {
            Files.delete(probe);
        }
    }

    private static boolean succeeds(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(1, TimeUnit.MINUTES) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The command that runs this one as the account. */
    String[] command(String... command) {
        List<String> all = new ArrayList<>(
                switch (this) {
                    case SAME -> List.<String>of();
                    case NAMESPACE -> List.of("unshare", "-U");
                    case NOBODY -> List.of("setpriv", "--reuid", NOBODY_ID, "--regid", NOBODY_ID, "--clear-groups");
                });
        all.addAll(List.of(command));
        return all.toArray(String[]::new);
    }

    /**
     * Gives it the files in a folder.
     *
     * @throws OperationFailedException if it cannot come as far as the folder
     */
    void own(Path folder) throws IOException {
        if (this == SAME) {
            return;
        }
        int owner = this == NOBODY ? Integer.parseInt(NOBODY_ID) : 0;
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.setAttribute(file, "unix:uid", owner, LinkOption.NOFOLLOW_LINKS);
            }
        }
        if (!succeeds(command("test", "-x", folder.toString()))) {
            throw new OperationFailedException(
                    "Cannot start PostgreSQL as root in " + folder + ": the user nobody, as whom it runs, cannot enter",
                    "Choose a --live folder that every user can enter, run it as another user, or name a server by --url.");
        }
    }
}
