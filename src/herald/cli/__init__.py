"""The command line: parses arguments, builds the objects, calls, renders, and maps errors to exit codes."""
