package dev.streamflow.streaming.windows;

/**
 * Moments at which a test ends the JVM as a power cut would: {@code -Dstreamflow.kill=pointed} with {@code
 * -Dstreamflow.kill.after=3} at the fourth time.
 */
final class WindowsKillPoint {
    private static final String NAME = System.getProperty("streamflow.kill", "");
    private static int left = Integer.getInteger("streamflow.kill.after", 0);

    private WindowsKillPoint() {}

    static synchronized void reached(String name) {
        if (NAME.equals(name) && left-- == 0) {
            Runtime.getRuntime().halt(137);
        }
    }
}
