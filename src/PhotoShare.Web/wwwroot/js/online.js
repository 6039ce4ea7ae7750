/** Waits until the browser says that it has a connection again, or for so many milliseconds (and a little more, so that not all come at once), or until the signal. */
export function online(pause, signal) {
  return new Promise((resolve) => {
    const ended = new AbortController();
    const end = () => {
      ended.abort();
      resolve();
    };
    addEventListener("online", end, { signal: ended.signal });
    signal?.addEventListener("abort", end, { signal: ended.signal });
    const timer = setTimeout(end, pause + Math.random() * pause * 0.3);
    ended.signal.addEventListener("abort", () => clearTimeout(timer));
  });
}
