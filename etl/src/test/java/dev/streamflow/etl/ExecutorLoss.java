package dev.streamflow.etl;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.TaskContext;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.api.plugin.SparkPlugin;

/**
 * Ends the executor once in each phase of a job, at the start of a task whose input another stage has just written:
 * that stage has to run again. A phase is the first word of the jobs' descriptions; jobs without one are left alone.
 */
public final class ExecutorLoss implements SparkPlugin {
    /** The setting that says in which folder each loss leaves a file with the name of its phase. */
    static final String FOLDER = "spark.executorLoss.folder";

    @Override
    public DriverPlugin driverPlugin() {
        return null;
    }

    @Override
    public ExecutorPlugin executorPlugin() {
        return new Executor();
    }

    private static final class Executor implements ExecutorPlugin {
        private final Map<String, Integer> firstStages = new ConcurrentHashMap<>();
        private Path folder;

        @Override
        public void init(PluginContext context, Map<String, String> fromDriver) {
            folder = Path.of(context.conf().get(FOLDER));
        }

        @Override
        public void onTaskStart() {
            TaskContext task = TaskContext.get();
            String job = task.getLocalProperty("spark.job.description");
            if (job == null) {
                return;
            }
            String phase = job.split(" ", 2)[0];
            boolean reads = firstStages.computeIfAbsent(job, name -> task.stageId()) != task.stageId();
            if (reads && isFirst(phase)) {
                Runtime.getRuntime().halt(137);
            }
        }

        private boolean isFirst(String phase) {
            try {
                Files.createFile(folder.resolve(phase));
                return true;
            } catch (FileAlreadyExistsException e) {
                return false;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
