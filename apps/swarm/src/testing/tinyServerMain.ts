// Runs the tiny server until it is killed, for trying the swarm by hand.
import { createTinyServer } from "./tinyServer.ts";

const server = await createTinyServer({ frameEveryMs: 100 });
console.log(server.url);
