/** A function that computes each answer once, and keeps it for as long as its argument is in use. The argument must not change. */
export function memoize<Argument extends object, Answer>(compute: (argument: Argument) => Answer) {
  const known = new WeakMap<Argument, Answer>();
  return (argument: Argument): Answer => {
    if (!known.has(argument)) known.set(argument, compute(argument));
    return known.get(argument) as Answer;
  };
}

/** The same for a function of two arguments. */
export function memoizePair<One extends object, Other extends object, Answer>(
  compute: (one: One, other: Other) => Answer,
): (one: One, other: Other) => Answer {
  const answers = memoize((one: One) => memoize((other: Other) => compute(one, other)));
  return (one, other) => answers(one)(other);
}
