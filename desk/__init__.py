"""The operator's desk: rhythm, alarms, status, channels, logs, metrics."""
