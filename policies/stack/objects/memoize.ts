/** A function that works each answer out once, for as long as what it was asked about is in use. */
export function memoize<Asked extends object, Answer>(work: (asked: Asked) => Answer): (asked: Asked) => Answer {
  const known = new WeakMap<Asked, { readonly answer: Answer }>();
  return (asked) => {
    const found = known.get(asked) ?? { answer: work(asked) };
    known.set(asked, found);
    return found.answer;
  };
}

/** The same for two things that are asked about together. */
export function memoizePair<One extends object, Other extends object, Answer>(
  work: (one: One, other: Other) => Answer,
): (one: One, other: Other) => Answer {
  const answers = memoize((one: One) => memoize((other: Other) => work(one, other)));
  return (one, other) => answers(one)(other);
}
