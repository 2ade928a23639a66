/** A line of a file that is read is no longer than this, if it can be helped. */
const WIDTH = 120;

/** JSON to be read by people: an object or a list that fits on a line is on one. */
export const laidOut = (value: unknown): string => `${inLines(value, "")}\n`;

function inLines(value: unknown, indent: string): string {
  const line = JSON.stringify(value);
  if (typeof value !== "object" || value === null || indent.length + line.length <= WIDTH) return line;
  const inner = `${indent}  `;
  return Array.isArray(value)
    ? `[\n${value.map((one) => inner + inLines(one, inner)).join(",\n")}\n${indent}]`
    : `{\n${Object.entries(value)
        .map(([key, one]) => `${inner}${JSON.stringify(key)}: ${inLines(one, inner)}`)
        .join(",\n")}\n${indent}}`;
}
