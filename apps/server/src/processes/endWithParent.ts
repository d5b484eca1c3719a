// Loaded into a child process before its own code: when the server goes, however it goes, the child goes too.
process.once("disconnect", () => process.exit(0));
