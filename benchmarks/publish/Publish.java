import dev.streamflow.etl.lake.Lake;
import dev.streamflow.etl.lake.LakeLock;
import dev.streamflow.etl.lake.Staging;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;

/**
 * What it costs to publish one date of 25 tables beside those that are there: CPU and wall milliseconds of the second half of the publications, whose
 * first two link all files. Publish FOLDER DATES
 */
public final class Publish {
    private static final int PUBLICATIONS = 24;
    private static final LocalDate LAST = LocalDate.parse("2026-01-31");
    /** Zones and how many tables each has. */
    private static final List<String> ZONES = List.of("silver 4", "quarantine 2", "gold 9", "gold_csv 9");

    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        int dates = Integer.parseInt(args[1]);
        make(folder, dates);
        Lake lake = new Lake(folder.toString(), new Configuration());
        double first = 0;
        double cpu = 0;
        double wall = 0;
        for (int number = 1; number <= PUBLICATIONS; number++) {
            try (LakeLock lock = LakeLock.take(lake, "benchmark");
                    Staging staging = Staging.begin(lock, "20260201T000000.%06dZ".formatted(number))) {
                for (String table : tables()) {
                    staging.text(place(table, LAST), "new " + number);
                }
                staging.text("ledger/event_date=" + LAST + "/" + number + ".json", "{}");
                long cpuBefore = cpu();
                long before = System.nanoTime();
                staging.publish();
                double took = (cpu() - cpuBefore) / 1e6;
                first = number == 1 ? took : first;
                if (number > PUBLICATIONS / 2) {
                    cpu += took / (PUBLICATIONS / 2);
                    wall += (System.nanoTime() - before) / 1e6 / (PUBLICATIONS / 2);
                }
            }
        }
        System.out.printf(
                Locale.ROOT, "%,d dates: %.0f CPU ms, %.0f ms; the first publication %.0f CPU ms%n", dates, cpu, wall, first);
    }

    /** A lake as an earlier Streamflow has left it. */
    private static void make(Path folder, int dates) throws IOException {
        Path version = Files.createDirectories(folder.resolve("_versions/000001"));
        Files.writeString(version.resolve("_version"), "000001");
        for (int back = 0; back < dates; back++) {
            for (String table : tables()) {
                Path file = version.resolve(place(table, LAST.minusDays(back)));
                Files.createDirectories(file.getParent());
                Files.writeString(file, "old");
            }
        }
        for (String zone : List.of("silver", "quarantine", "gold", "gold_csv", "ledger")) {
            Files.createDirectories(version.resolve(zone));
            Files.createSymbolicLink(folder.resolve(zone), Path.of("_current", zone));
        }
        Files.createSymbolicLink(folder.resolve("_current"), Path.of("_versions/000001"));
    }

    private static List<String> tables() {
        return ZONES.stream()
                .map(zone -> zone.split(" "))
                .flatMap(zone -> java.util.stream.IntStream.range(0, Integer.parseInt(zone[1]))
                        .mapToObj(table -> zone[0] + "/table_" + table))
                .toList();
    }

    private static String place(String table, LocalDate date) {
        return table.startsWith("gold_csv")
                ? table + "/" + date + ".csv"
                : table + "/event_date=" + date + "/part-00000.parquet";
    }

    private static long cpu() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }
}
