package dev.streamflow.streaming.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.streamflow.cli.FreePort;
import dev.streamflow.cli.OperationFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What lies in the folder of an {@link EmbeddedPostgres}: software, data, password, port and log. */
final class ServerFolder {
    private static final String LOOPBACK = "127.0.0.1";
    private static final int PASSWORD_BYTES = 24;
    private static final int LAST_LINES = 3;

    private final Path path;
    private final ServerAccount account;
    private PostgresSoftware software;
    private int port;

    ServerFolder(Path path) throws IOException {
        this.path = path.toAbsolutePath().normalize();
        this.account = ServerAccount.find();
    }

    /** Makes what is missing, and ends the server of a JVM that was killed together with its shell. */
    void prepare() throws IOException {
        deleteLeftovers();
        software = PostgresSoftware.below(path);
        account.own(path);
        if (!Files.isDirectory(path.resolve("data"))) {
            initialise();
        }
        checkVersion();
        endOrphan();
        port = port();
    }

    private void deleteLeftovers() throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            for (Path file : files.filter(file -> file.getFileName().toString().matches("(unpacking|data)-.*"))
                    .toList()) {
                delete(file);
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Made beside and renamed: a folder named data is always a whole one. */
    private void initialise() throws IOException {
        byte[] secret = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(secret);
        String password = Base64.getUrlEncoder().encodeToString(secret);
        write("password", password);
        write("pgpass", LOOPBACK + ":*:*:" + EmbeddedPostgres.USER + ":" + password + "\n");
        Path fresh = Files.createTempDirectory(path, "data-");
        account.own(path);
        Process initdb = run(
                program("initdb"),
                "--pgdata=" + fresh,
                "--username=" + EmbeddedPostgres.USER,
                "--pwfile=" + path.resolve("password"),
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                // Sorts and compares alike on every machine, and knows the letters of all languages.
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--data-checksums");
        String said = new String(initdb.getInputStream().readAllBytes(), UTF_8);
        try {
            if (initdb.waitFor() != 0) {
                throw new IOException("initdb failed: " + said.strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        Files.move(fresh, path.resolve("data"), StandardCopyOption.ATOMIC_MOVE);
    }

    /** For its owner's eyes alone. */
    private void write(String name, String text) throws IOException {
        Path file = path.resolve(name);
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, text);
    }

    private void checkVersion() throws IOException {
        String data = Files.readString(path.resolve("data/PG_VERSION")).strip();
        Process asked = run(program("postgres"), "--version");
        String version = new String(asked.getInputStream().readAllBytes(), UTF_8).strip();
        if (!version.contains(" " + data + ".")) {
            throw new OperationFailedException(
                    "Cannot start " + version + " in " + path + ": its data is of PostgreSQL " + data,
                    "Dump it with the Streamflow that made it, move the folder away and load the files in done/ again.");
        }
    }

    /**
     * A process id in postmaster.pid may be another process's by now; then it is left alone, and the file taken away.
     */
    private void endOrphan() throws IOException {
        Path file = path.resolve("data/postmaster.pid");
        if (!Files.exists(file)) {
            return;
        }
        if (server().isEmpty()) {
            Files.deleteIfExists(file);
            return;
        }
        Process stop = run(program("pg_ctl"), "-D", data(), "-m", "fast", "-w", "-t", "120", "stop");
        String said = new String(stop.getInputStream().readAllBytes(), UTF_8);
        try {
            if (stop.waitFor() != 0 && server().isPresent()) {
                throw new IOException("the server of a process that was killed does not stop: " + said.strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The running server of this folder. */
    private Optional<ProcessHandle> server() throws IOException {
        Path file = path.resolve("data/postmaster.pid");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(file);
        if (lines.isEmpty() || !lines.get(0).strip().matches("-?\\d+")) {
            return Optional.empty();
        }
        return ProcessHandle.of(Math.abs(Long.parseLong(lines.get(0).strip())))
                .filter(process -> process.info().command().orElse("").endsWith("/postgres")
                        && process.info().commandLine().orElse(data()).contains(data()));
    }

    /** The port of the server that runs here. */
    Optional<Integer> runningPort() throws IOException {
        return server().isPresent()
                ? Optional.of(
                        Integer.valueOf(Files.readString(path.resolve("port")).strip()))
                : Optional.empty();
    }

    boolean isRunning() {
        try {
            return server().isPresent();
        } catch (IOException e) {
            return false;
        }
    }

    /** The port of last time, as long as it is free: what people have noted down goes on to hold. */
    private int port() throws IOException {
        Path file = path.resolve("port");
        int last = Files.exists(file) ? Integer.parseInt(Files.readString(file).strip()) : 0;
        if (last != 0 && FreePort.isFree(last)) {
            return last;
        }
        int port = FreePort.find();
        Files.writeString(file, Integer.toString(port));
        return port;
    }

    Process run(String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(account.command(command)).redirectErrorStream(true);
        // initdb and the server write in the language of their environment, and warn of one that is not installed.
        builder.environment().put("LC_ALL", "C");
        return builder.directory(path.toFile()).start();
    }

    void createDatabase() throws IOException {
        try (Connection connection = DriverManager.getConnection(url("postgres"), EmbeddedPostgres.USER, password());
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(
                        "SELECT 1 FROM pg_database WHERE datname = '" + EmbeddedPostgres.DATABASE + "'")) {
            if (!found.next()) {
                statement.execute("CREATE DATABASE " + EmbeddedPostgres.DATABASE);
            }
        } catch (SQLException e) {
            throw new IOException("its database cannot be made: " + e.getMessage(), e);
        }
    }

    Path path() {
        return path;
    }

    String program(String name) {
        return software.program(name).toString();
    }

    String data() {
        return path.resolve("data").toString();
    }

    String log() {
        return path.resolve("log").toString();
    }

    /** No socket file: its path may be longer than a system allows. */
    String options() {
        return "-p " + port + " -c listen_addresses=" + LOOPBACK + " -c unix_socket_directories=";
    }

    String lastWords() throws IOException {
        List<String> lines = Files.exists(Path.of(log())) ? Files.readAllLines(Path.of(log())) : List.of();
        return String.join("; ", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    }

    String url(String database) {
        return url(port, database);
    }

    String url(int port, String database) {
        return "jdbc:postgresql://" + LOOPBACK + ":" + port + "/" + database;
    }

    String password() {
        try {
            return Files.readString(path.resolve("password"));
        } catch (IOException e) {
            throw new OperationFailedException("Cannot read the password of PostgreSQL: " + e.getMessage(), null, e);
        }
    }

    Path passwordFile() {
        return path.resolve("pgpass");
    }
}
