package dev.streamflow.etl.lake;

import java.io.IOException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;

/** Counts rows of Parquet files by their footers. */
final class ParquetRows {
    private static final String SUFFIX = ".parquet";

    private ParquetRows() {}

    /**
     * The rows of all files in a folder, not of subfolders.
     *
     * @throws IOException also if there is no file: a folder without rows holds a file without rows
     */
    static long in(FileSystem files, Path folder) throws IOException {
        long rows = 0;
        boolean any = false;
        for (FileStatus file : files.listStatus(folder)) {
            if (file.isFile() && file.getPath().getName().endsWith(SUFFIX)) {
                rows += of(file, files);
                any = true;
            }
        }
        if (!any) {
            throw new IOException("it holds no Parquet file");
        }
        return rows;
    }

    private static long of(FileStatus file, FileSystem files) throws IOException {
        try (ParquetFileReader reader = ParquetFileReader.open(HadoopInputFile.fromStatus(file, files.getConf()))) {
            return reader.getRecordCount();
        }
    }
}
