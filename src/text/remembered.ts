/** The function, which works out its answer once for each object. The object and what the answer depends on must not change. */
export function remembered<Of extends object, Answer>(workOut: (of: Of) => Answer): (of: Of) => Answer {
  const known = new WeakMap<Of, Answer>();
  return (of) => {
    if (!known.has(of)) known.set(of, workOut(of));
    return known.get(of) as Answer;
  };
}
