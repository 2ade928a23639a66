import { renderComplaint } from "../../report/finding";
import { type Position, positionsIn } from "../../tenant/engine/positions";
import { readJson } from "../../tenant/file/read-json";
import { type Result, resultOf } from "../../text/result";
import { fileName } from "../../text/sentence";

/** Reads where a program declares its resources, by URN. @returns that, or what is wrong with any file, as text for people */
export async function readPositions(files: readonly string[]): Promise<Result<ReadonlyMap<string, Position>, string>> {
  const found = new Map<string, Position>();
  const complaints: string[] = [];
  for (const file of files) {
    const read = await readJson(file, () => undefined);
    const positions = read.ok ? positionsIn(read.value) : undefined;
    if (!read.ok) complaints.push(...read.errors.map((problem) => renderComplaint(problem, "azmfa")));
    else if (positions === undefined) complaints.push(`${fileName(file)}: ${NEITHER}`);
    else for (const [urn, position] of positions) found.set(urn, position);
  }
  return resultOf(() => found, complaints);
}

const NEITHER =
  "it is neither what pulumi preview --json (without PULUMI_ENABLE_STREAMING_JSON_PREVIEW) nor what pulumi stack export prints";
