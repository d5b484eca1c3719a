// Loaded into a server under test with --import: on SIGUSR2 it throws where nobody catches.
process.on("SIGUSR2", () => {
  throw new Error("a fault of the test");
});
