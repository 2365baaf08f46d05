import { openEmbedded } from '#platform/embedded/embedded-postgres.js';

// A process of its own for specs: takes a share in the embedded server of a home folder, prints its address, and gives
// the share back when its standard input ends.
const server = await openEmbedded(process.argv[2], { durable: false });
console.log(server.url('postgres'));
process.stdin.resume().once('end', () => void server.release());
