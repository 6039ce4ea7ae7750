// sharp's side of `photos`: node photos.mjs WAY FILE LANES SECONDS measures, node photos.mjs WAY FILE FOLDER writes what it makes.
// ../../Photos/PhotoSubject.cs is the same program for the ways in .NET. sharp is as it comes: its own threads, its own cache.
import { readFile, writeFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ways } from './renditions.mjs';

const WARM_UP = 3;

async function lane(make, original, seconds) {
  const started = performance.now();
  let photos = 0;
  while (performance.now() - started < seconds * 1000) {
    await make(Buffer.from(original));
    photos++;
  }
  return { photos, seconds: (performance.now() - started) / 1000 };
}

const [way, file, ...how] = process.argv.slice(2);
const make = ways[way];
const original = await readFile(file);
if (how.length === 1) {
  for (const [name, content] of await make(original)) await writeFile(join(how[0], name), content);
} else {
  const [lanes, seconds] = how.map(Number);
  const all = (work) => Promise.all(Array.from({ length: lanes }, work));
  await all(async () => {
    for (let i = 0; i < WARM_UP; i++) await make(Buffer.from(original));
  });
  const before = process.cpuUsage();
  const done = await all(() => lane(make, original, seconds));
  const spent = process.cpuUsage(before);
  const photos = done.reduce((sum, one) => sum + one.photos, 0);
  console.log(JSON.stringify({
    photosPerSecond: done.reduce((sum, one) => sum + one.photos / one.seconds, 0),
    cpu: (spent.user + spent.system) / 1e6 / photos,
    peakMegabytes: Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1]) / 1024,
  }));
}
