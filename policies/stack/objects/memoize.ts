/** A function that computes each answer once, and keeps it for as long as its argument is in use. */
export function memoize<Argument extends object, Answer>(
  compute: (argument: Argument) => Answer,
): (argument: Argument) => Answer {
  const known = new WeakMap<Argument, { readonly answer: Answer }>();
  return (argument) => {
    const found = known.get(argument) ?? { answer: compute(argument) };
    known.set(argument, found);
    return found.answer;
  };
}

/** The same for a function of two arguments. */
export function memoizePair<One extends object, Other extends object, Answer>(
  compute: (one: One, other: Other) => Answer,
): (one: One, other: Other) => Answer {
  const answers = memoize((one: One) => memoize((other: Other) => compute(one, other)));
  return (one, other) => answers(one)(other);
}
