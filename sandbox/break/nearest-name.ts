/**
 * The name that was probably meant; `undefined` where none begins with what was typed, or differs from it by a third of its letters
 * at most.
 */
export function nearestName(typed: string, names: readonly string[]): string | undefined {
  const begun = names.filter((name) => typed !== "" && name.startsWith(typed));
  const ranked = names
    .map((name) => ({ name, edits: editsBetween(typed, name) }))
    .filter(({ name, edits }) => edits <= Math.max(1, name.length / 3))
    .sort((a, b) => a.edits - b.edits);
  return ranked[0]?.name ?? (begun.length === 1 ? begun[0] : undefined);
}

/** How many letters have to be put in, taken out or changed. The names are short, so the plain recursion will do with a memory. */
function editsBetween(from: string, to: string, known = new Map<string, number>()): number {
  if (from === "" || to === "") return from.length + to.length;
  const pair = `${from}\n${to}`;
  const before = known.get(pair);
  if (before !== undefined) return before;
  const [a, b] = [from.slice(1), to.slice(1)];
  const edits =
    from[0] === to[0]
      ? editsBetween(a, b, known)
      : 1 + Math.min(editsBetween(a, b, known), editsBetween(a, to, known), editsBetween(from, b, known));
  known.set(pair, edits);
  return edits;
}
