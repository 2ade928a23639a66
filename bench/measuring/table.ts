/** Prints a Markdown table, each row as soon as it is measured. */
export function printHeader(...columns: readonly string[]): void {
  printRow(...columns);
  console.log(`|${"---|".repeat(columns.length)}`);
}

export const printRow = (...cells: readonly (string | number)[]): void => console.log(`| ${cells.join(" | ")} |`);

/** Progress, so that a long silence isn't taken for a hang. */
export const progress = (line: string): void => void process.stderr.write(`bench: ${line}\n`);
