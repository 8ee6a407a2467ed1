package dev.streamflow.session;

import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * The one place that builds a {@link SparkSession}. What {@code spark-submit} or the JVM's properties say goes before
 * our own settings, but for what rows could depend on.
 */
public final class SessionFactory {
    private SessionFactory() {}

    /**
     * The session of this JVM: the running one, or a new one. What was said and does not hold is named on standard
     * error.
     */
    public static SparkSession session(String application, Profile profile) {
        return session(application, SessionSettings.of(new SparkConf(), profile));
    }

    /**
     * A session of its own in the Spark of this JVM, for a streaming query with state: it may change settings that
     * others do not see.
     */
    public static SparkSession live(String application, Profile profile) {
        SessionSettings settings = SessionSettings.of(new SparkConf(), profile).live();
        SparkSession own = session(application, settings).newSession();
        SparkSession.setActiveSession(own);
        return own;
    }

    private static SparkSession session(String application, SessionSettings settings) {
        settings.leftOut().forEach(line -> System.err.println("Warning: the Spark setting " + line));
        SparkConf conf = settings.conf().setIfMissing("spark.app.name", application);
        SparkSession session = GuardedStart.start(() -> {
            // The builder by itself would read again what has just been left out.
            SparkContext.getOrCreate(conf);
            return SparkSession.builder().config(conf).getOrCreate();
        });
        // A session made by another thread is not active in this one, and encoders made here would miss its settings.
        SparkSession.setActiveSession(session);
        return session;
    }
}
