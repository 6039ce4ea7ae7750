/** Every result of an operation, to its end. */
export async function all(iterator) {
  const results = [];
  for await (const result of iterator) results.push(result);
  return results;
}

/** Does something again and again until a promise is kept, at most 60 times, and gives what it was kept with. */
export async function until(promise, act) {
  let kept = false;
  promise.then(() => { kept = true; }, () => { kept = true; });
  for (let i = 0; !kept && i < 60; i++) {
    await act();
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return promise;
}
