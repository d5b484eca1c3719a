// Loaded into a server under test with --import: SIGUSR2 throws an uncaught error.
process.on("SIGUSR2", () => {
  throw new Error("a fault of the test");
});
