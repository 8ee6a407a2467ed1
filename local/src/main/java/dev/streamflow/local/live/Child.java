package dev.streamflow.local.live;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.streamflow.cli.Attached;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A command of Streamflow in a process of its own, whose lines somebody else shows. */
final class Child {
    private static final int LAST_LINES = 10;
    private static final long READER_MILLIS = Duration.ofSeconds(2).toMillis();

    private final Command command;
    private final Process process;
    private final Deque<String> last = new ArrayDeque<>();
    private final Thread reader;

    /**
     * What to run.
     *
     * @param name what its lines are shown under
     * @param main the class whose main it is
     * @param heap the most memory of its heap, such as {@code 512m}
     * @param args its arguments, the command's name first
     */
    record Command(String name, Class<?> main, String heap, List<String> args) {
        Command {
            requireNonNull(name, "name is null");
            requireNonNull(main, "main is null");
            requireNonNull(heap, "heap is null");
            args = List.copyOf(args);
        }
    }

    private Child(Command command, Process process, Consumer<String> lines) {
        this.command = command;
        this.process = process;
        this.reader = new Thread(() -> read(lines), command.name());
    }

    /** @param lines is given each line of its output and its errors */
    static Child start(Command command, Consumer<String> lines) throws IOException {
        List<String> all = new ArrayList<>();
        all.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        all.addAll(options());
        all.add("-Xmx" + command.heap());
        all.addAll(List.of("-cp", System.getProperty("java.class.path"), Attached.class.getName()));
        all.add(command.main().getName());
        all.addAll(command.args());
        Process process = new ProcessBuilder(all).redirectErrorStream(true).start();
        Child child = new Child(command, process, lines);
        child.reader.setDaemon(true);
        child.reader.start();
        return child;
    }

    /** What this JVM was started with, but for what belongs to it alone. */
    private static List<String> options() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> !option.startsWith("-Xmx")
                        && !option.startsWith("-agentlib:")
                        && !option.startsWith("-javaagent:")
                        && !option.startsWith("-Djava.class.path="))
                .toList();
    }

    private void read(Consumer<String> lines) {
        try (BufferedReader output = process.inputReader(UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                remember(line);
                lines.accept(line);
            }
        } catch (IOException e) {
            // It has ended, and nobody reads on.
        }
    }

    private synchronized void remember(String line) {
        last.add(line);
        if (last.size() > LAST_LINES) {
            last.remove();
        }
    }

    String name() {
        return command.name();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** What it has ended with. */
    int exitCode() {
        return process.exitValue();
    }

    /** Its last lines; once it has ended, those that it ended with. */
    List<String> lastLines() {
        awaitReader();
        synchronized (this) {
            return List.copyOf(last);
        }
    }

    private void awaitReader() {
        try {
            reader.join(READER_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Asks it to end, as a signal would. */
    void stop() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // It has ended.
        }
    }

    /** Waits for its end, and ends it by force where that takes longer. */
    void awaitEnd(Duration patience) {
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
        awaitReader();
    }
}
