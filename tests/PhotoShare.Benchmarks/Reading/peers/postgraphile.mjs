// PostGraphile 5 on the tables themselves; counts, flags and lists are functions of the database (../peers.sql), as its documentation advises.
// node postgraphile.mjs PORT CONNECTION-STRING
import './withResolvers.mjs';
import { createServer } from 'node:http';
import { postgraphile } from 'postgraphile';
import { makePgService } from 'postgraphile/adaptors/pg';
import { grafserv } from 'postgraphile/grafserv/node';
import { PostGraphileAmberPreset } from 'postgraphile/presets/amber';
import { inEachProcessor } from './workers.mjs';

const [port, connectionString] = process.argv.slice(2);

inEachProcessor(async () => {
  const pgl = postgraphile({
    extends: [PostGraphileAmberPreset],
    pgServices: [makePgService({ connectionString, schemas: ['public', 'peer'], poolConfig: { max: 10 } })],
    grafserv: { graphqlPath: '/graphql', graphiql: false, watch: false, maxRequestLength: 100_000 },
    schema: { defaultBehavior: 'connection list' },
    grafast: { explain: false },
  });
  const server = createServer();
  await pgl.createServ(grafserv).addTo(server);
  server.listen(Number(port), '127.0.0.1');
});
