"""A whole Airflow on this machine, with a broker and Spark beside it: what `make airflow` starts, watches and stops."""
