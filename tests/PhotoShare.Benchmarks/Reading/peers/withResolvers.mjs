// What PostGraphile 5 takes from newer versions of Node than Debian's; imported before it.
Promise.withResolvers ??= function () {
  let resolve, reject;
  const promise = new this((yes, no) => { resolve = yes; reject = no; });
  return { promise, resolve, reject };
};
