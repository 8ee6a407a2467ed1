"""What the DAGs are made of: settings, the window of a run, jobs and their exit codes, checks and alerts."""
