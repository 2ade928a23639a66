/** The function, which works out its answer once for each object. The object and what the answer depends on must not change. */
export function remembered<Of extends object, Answer>(workOut: (of: Of) => Answer): (of: Of) => Answer {
  const known = new WeakMap<Of, { readonly answer: Answer }>();
  return (of) => {
    const entry = known.get(of) ?? { answer: workOut(of) };
    known.set(of, entry);
    return entry.answer;
  };
}
