// Loaded into a child process before its own code: ends the child when the server ends, even if the server is killed.
process.once("disconnect", () => process.exit(0));
