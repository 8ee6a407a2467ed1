import dev.streamflow.cli.Program;
import dev.streamflow.etl.EtlProgram;
import dev.streamflow.ingest.IngestProgram;
import dev.streamflow.producers.ProducersProgram;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * The commands in one JVM that has warmed up, one after the other, until it is stopped: most of what a command costs for a few
 * records is the start of its JVM. A connection sends the number of its arguments and each of them, a line each; it gets the lines of
 * standard error (behind an {@code e}), those of standard output (behind an {@code o}), and the exit code (behind an {@code x}).
 */
final class Jobs {
    private static final Set<String> INGEST = Set.of("land", "extract", "verify");
    private static final Set<String> PRODUCERS = Set.of("produce", "replay", "generate");

    private Jobs() {}

    /** Prints the port that it listens at. */
    public static void main(String... none) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            System.out.println(server.getLocalPort());
            while (true) {
                try (Socket client = server.accept()) {
                    answer(client);
                }
            }
        }
    }

    private static void answer(Socket client) throws IOException {
        var in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
        String[] arguments = new String[Integer.parseInt(in.readLine())];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = in.readLine();
        }
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Program.run(program(arguments[0]), new PrintWriter(out), new PrintWriter(err), arguments);
        PrintWriter said = new PrintWriter(client.getOutputStream(), false, StandardCharsets.UTF_8);
        err.toString().lines().forEach(line -> said.print("e" + line + "\n"));
        out.toString().lines().forEach(line -> said.print("o" + line + "\n"));
        said.print("x" + code + "\n");
        said.flush();
    }

    private static Object program(String command) {
        return INGEST.contains(command) ? IngestProgram.command()
                : PRODUCERS.contains(command) ? new ProducersProgram() : new EtlProgram();
    }
}
