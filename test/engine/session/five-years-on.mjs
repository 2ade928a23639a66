// Loaded with NODE_OPTIONS=--import into whatever runs in Node: there it is five years later.
const SHIFT = (5 * 365 + 1) * 24 * 60 * 60 * 1000;
const Today = globalThis.Date;

globalThis.Date = new Proxy(Today, {
  construct: (target, args, newTarget) =>
    Reflect.construct(target, args.length === 0 ? [target.now() + SHIFT] : args, newTarget),
  apply: (target) => new target(target.now() + SHIFT).toString(),
  get: (target, name, receiver) => (name === "now" ? () => target.now() + SHIFT : Reflect.get(target, name, receiver)),
});
