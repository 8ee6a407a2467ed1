package dev.streamflow.streaming;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.streamflow.cli.Program;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Commands beside each other in a JVM of their own, on one Spark, so that one kill hits all of them. Each prints into a
 * file of its own, a new one at each start; one that fails ends all of them.
 */
public final class CommandsJvm {
    private final Path folder;
    private final List<List<String>> commands;
    private int starts;
    private Process process;

    /** @param commands the name of each and its arguments */
    CommandsJvm(Path folder, List<List<String>> commands) {
        this.folder = folder;
        this.commands = commands;
    }

    /** Its main. */
    public static void main(String... args) throws IOException {
        Path output = Path.of(args[0]);
        for (String file : List.of(args).subList(1, args.length)) {
            List<String> command = Files.readAllLines(Path.of(file));
            PrintWriter out = new PrintWriter(
                    new FileOutputStream(output.resolve(command.get(0) + ".out").toFile()), true, UTF_8);
            PrintWriter err = new PrintWriter(System.err, true, UTF_8);
            new Thread(() -> run(command, out, err), command.get(0)).start();
        }
    }

    private static void run(List<String> command, PrintWriter out, PrintWriter err) {
        int exitCode = Program.run(new StreamProgram(), out, err, command.toArray(String[]::new));
        if (exitCode != 0) {
            System.err.println(command.get(0) + " has ended with " + exitCode);
            Runtime.getRuntime().halt(exitCode);
        }
    }

    void start() throws IOException {
        List<String> java = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx1500m"));
        java.addAll(List.of(System.getProperty("spark.jvm").strip().split("\\s+")));
        java.addAll(List.of(
                "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"), "-Duser.timezone=Pacific/Kiritimati"));
        // Two for the partitions that are read in real time, two for the others.
        java.addAll(List.of("-Dspark.master=local[4]", "-Dspark.sql.shuffle.partitions=2"));
        java.addAll(List.of("-cp", System.getProperty("java.class.path"), CommandsJvm.class.getName()));
        java.add(Files.createDirectories(output(starts++)).toString());
        for (List<String> command : commands) {
            Path file = folder.resolve(command.get(0) + ".args");
            java.add(Files.write(file, command).toString());
        }
        process = new ProcessBuilder(java)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
    }

    private Path output(int start) {
        return folder.resolve("start" + start);
    }

    /** What a command has printed at all starts, but for lines that a kill has cut off. */
    public static List<String> printed(Path folder, String command) throws IOException {
        List<String> lines = new ArrayList<>();
        for (int start = 0; Files.isDirectory(folder.resolve("start" + start)); start++) {
            Path file = folder.resolve("start" + start).resolve(command + ".out");
            String text = Files.exists(file) ? Files.readString(file) : "";
            text.substring(0, text.lastIndexOf('\n') + 1).lines().forEach(lines::add);
        }
        return lines;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** As in a power cut. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** As on SIGTERM. */
    Process stop() {
        process.destroy();
        return process;
    }

    /** Kills it where it runs. */
    void end() {
        if (process != null) {
            kill();
        }
    }

    String log() {
        try {
            return Files.readString(folder.resolve("log"));
        } catch (IOException e) {
            return e.toString();
        }
    }
}
