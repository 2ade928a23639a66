/**
 * `; did you mean prove?`, to go after what was typed. Empty iff, for each of the words, more than a third of its characters and more than
 * one would have to change. Letter case doesn't count.
 * @param written how the word is shown
 */
export function didYouMean(typed: string, words: readonly string[], written = (word: string) => word): string {
  const meant = nearestWord(typed, words);
  return meant === undefined ? "" : `; did you mean ${written(meant)}?`;
}

function nearestWord(typed: string, words: readonly string[]): string | undefined {
  const ranked = words
    .filter((word) => word !== typed && Math.abs(word.length - typed.length) <= allowedEdits(word))
    .map((word) => ({ word, edits: editDistance(typed.toLowerCase(), word.toLowerCase()) }))
    .filter(({ word, edits }) => edits <= allowedEdits(word))
    .sort((a, b) => a.edits - b.edits);
  return ranked[0]?.word;
}

const allowedEdits = (word: string): number => Math.max(1, Math.floor(word.length / 3));

/** Levenshtein's distance, one row at a time. */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1);
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, replaced));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
