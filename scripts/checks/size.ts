import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A part of the repository whose size is limited. */
export interface Part {
  readonly name: string;
  readonly folders: readonly string[];
  /** The kind of files that count. */
  readonly of: "code" | "data" | "all";
  /** The largest number of lines. */
  readonly budget: number;
  /** The largest number of lines until the part fits its budget. It may only go down. */
  readonly ceiling?: number;
}

/** A part with its number of lines. */
export interface Measured extends Part {
  readonly lines: number;
}

const src = (name: string, budget: number, ceiling?: number): Part => ({
  name: `src/${name}`,
  folders: [`src/${name}`],
  of: "code",
  budget,
  ...(ceiling === undefined ? {} : { ceiling }),
});

/** The parts of the repository. CONTRIBUTING.md says what belongs where. A missing folder has no lines. */
export const PARTS: readonly Part[] = [
  { name: "src/law, src/verifier", folders: ["src/law", "src/verifier"], of: "code", budget: 7_500 },
  src("tenant", 4_500),
  src("words", 900),
  src("audit", 3_000),
  src("report", 1_700),
  src("drift", 1_600),
  src("replay", 900),
  src("program", 750),
  src("bundle", 354),
  src("cli", 1_300),
  { name: "src together", folders: ["src"], of: "code", budget: 22_500 },
  { name: "azmfa", folders: ["azmfa"], of: "code", budget: 357 },
  { name: "policies, all files", folders: ["policies"], of: "all", budget: 4_500 },
  { name: "sandbox, all files", folders: ["sandbox"], of: "all", budget: 9_250 },
  { name: "oracle", folders: ["oracle"], of: "code", budget: 1_560 },
  { name: "test, code", folders: ["test"], of: "code", budget: 32_000 },
  { name: "test, data", folders: ["test"], of: "data", budget: 12_000 },
];

const isCode = (path: string): boolean => /\.(ts|js|mjs|cjs)$/.test(path);

/**
 * Counts the lines of each part.
 * @param root the folder of the repository
 */
export function measure(root: string, parts: readonly Part[] = PARTS): readonly Measured[] {
  return parts.map((part) => ({
    ...part,
    lines: part.folders
      .flatMap((folder) => filesIn(join(root, folder)))
      .filter((path) => part.of === "all" || isCode(path) === (part.of === "code"))
      .reduce((sum, path) => sum + readFileSync(path, "utf8").split("\n").length - 1, 0),
  }));
}

function filesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.parentPath.includes("node_modules"))
      .map((entry) => join(entry.parentPath, entry.name));
  } catch {
    return []; // there is no such folder
  }
}

/** Whether a part has more lines than it may have now. */
export const isOver = ({ lines, budget, ceiling }: Measured): boolean => lines > Math.max(budget, ceiling ?? 0);

/** A table of the parts. */
export function sizeTable(parts: readonly Measured[]): string {
  const row = (cells: readonly [string, string, string, string]) =>
    `${cells[0].padEnd(24)}${cells[1].padStart(8)}${cells[2].padStart(9)}  ${cells[3]}`.trimEnd();
  const number = (value: number) => value.toLocaleString("en");
  return [
    row(["lines of", "today", "budget", ""]),
    ...parts.map((part) => row([part.name, number(part.lines), number(part.budget), remark(part)])),
  ].join("\n");
}

function remark(part: Measured): string {
  const { lines, budget, ceiling } = part;
  if (isOver(part)) return `OVER: at most ${Math.max(budget, ceiling ?? 0).toLocaleString("en")}`;
  if (lines > budget) return `over its budget; at most ${ceiling?.toLocaleString("en")} for now`;
  return ceiling === undefined ? "" : "within its budget: take its ceiling away";
}
