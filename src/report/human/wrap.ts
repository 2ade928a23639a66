/**
 * Breaks a text between words so that it fits.
 * @param lead what stands in front of the first line; the other lines are indented as far
 */
export function wrap(text: string, width: number, lead = ""): readonly string[] {
  const indent = " ".repeat(lead.length);
  const room = Math.max(20, width - lead.length);
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > room) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line].map((content, index) => (index === 0 ? lead : indent) + content);
}
