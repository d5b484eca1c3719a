// Which of the load's clients are timed. Reading a frame the moment it comes costs the load's core as much as sending it
// costs the server's, so if everybody did, it would be the load that is measured. One in five reads at once and is
// timed; the others let frames wait in the kernel and read, count and check them all once a second.

export const TIMED_SHARE = 0.2;
