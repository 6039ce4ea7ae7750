// As many processes as the machine has processors, as a Node server is run; each serves the same port.
import cluster from 'node:cluster';
import { availableParallelism } from 'node:os';

export function inEachProcessor(serve) {
  if (!cluster.isPrimary) return serve();
  for (let i = 0; i < availableParallelism(); i++) cluster.fork();
  cluster.on('exit', (_, code) => process.exit(code ?? 1));
  process.on('SIGTERM', () => process.exit(0));
}
