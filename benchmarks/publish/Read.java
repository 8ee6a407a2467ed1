import dev.streamflow.dashboard.lake.LocalLake;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Locale;

/** What it costs a dashboard to look at a lake for the first time, and again after a publication: Read LAKE LANDING */
public final class Read {
    public static void main(String[] args) throws Exception {
        LocalLake lake = new LocalLake(Path.of(args[0]), Path.of(args[1]));
        for (String which : new String[] {"first", "next"}) {
            long before = cpu();
            int dates = lake.read().state().dates().size();
            System.out.printf(Locale.ROOT, "%,d dates: the dashboard's %s look %.0f CPU ms%n", dates, which, (cpu() - before) / 1e6);
        }
    }

    private static long cpu() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }
}
