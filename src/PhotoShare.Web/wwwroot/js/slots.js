// Photos are read and sent two at a time: more at once are no faster, and a phone holds only so many in its memory.
let free = 2;
const queue = [];

/** Runs when there is room, and not at all if the signal came first. */
export async function slot(work, signal) {
  while (free === 0) await new Promise((resolve) => queue.push(resolve));
  free--;
  try {
    signal.throwIfAborted();
    return await work();
  } finally {
    free++;
    queue.shift()?.();
  }
}
