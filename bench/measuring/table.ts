/** Prints the head of a Markdown table. Each row is printed when it has been measured. */
export function printHeader(...columns: readonly string[]): void {
  printRow(...columns);
  console.log(`|${"---|".repeat(columns.length)}`);
}

export const printRow = (...cells: readonly (string | number)[]): void => console.log(`| ${cells.join(" | ")} |`);

/** Reports progress, so that a long run doesn't look like a hang. */
export const progress = (line: string): void => void process.stderr.write(`bench: ${line}\n`);
