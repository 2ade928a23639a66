import type { JsonObject } from "../../law/json/json-object";
import { renderAdvice } from "../../report/finding";
import { whyNotWritable } from "../../tenant/file/file-problem";
import { answerOf } from "../../tenant/live/tenant-problem";
import { readWholeTenant } from "../../tenant/live/whole-tenant";
import { quoted } from "../../text/printable";
import type { ExitStatus, Host } from "../command";
import { connectBy } from "../connecting";
import { refuse } from "../exit-status";
import { writePrivateFile } from "../files/write-private-file";
import { type ReadingProgress, readingProgress } from "../progress";
import { TOOL } from "../tool";

/**
 * Reads the tenant that the environment leads to and writes it down.
 * @param out the file to write, or `-` for standard output
 * @public loaded by the snapshot command once its command line is read
 */
export async function takeSnapshot(out: string, host: Host): Promise<ExitStatus> {
  const progress = readingProgress("azmfa", host);
  const answer = await answerOf(readTenant(progress, host)).finally(progress.end);
  if (answer.kind === "failed") return refuse(host, [`azmfa: nothing was written: ${renderAdvice(answer.problem)}`]);
  const { file, missing } = answer.value;
  for (const problem of missing) host.err(`azmfa: left out, so not known: ${renderAdvice(problem)}\n`);
  return write(out, file, host);
}

const readTenant = async ({ say, waiting }: ReadingProgress, host: Host) =>
  readWholeTenant(await connectBy(host, waiting), say, new Date(), TOOL);

async function write(out: string, file: JsonObject, host: Host): Promise<ExitStatus> {
  if (out === "-") {
    for (const piece of piecesOf(file)) await host.out(piece);
    host.err(`azmfa: standard output has ${countsIn(file)}\n`);
    return 0;
  }
  try {
    await writePrivateFile(out, piecesOf(file));
  } catch (error) {
    return refuse(host, [`azmfa: ${quoted(out)} could not be written: ${whyNotWritable(error)}`]);
  }
  host.err(`azmfa: ${quoted(out)} has ${countsIn(file)}\n`);
  return 0;
}

/** As many items make a piece: of what there are hundreds of thousands of, no text is ever made as a whole. */
const ITEMS_IN_A_PIECE = 1_000;

/** A tenant file as JSON in pieces, an object of a list on each line. */
function* piecesOf(file: JsonObject): Generator<string> {
  let before = "{";
  for (const [key, value] of Object.entries(file)) {
    yield `${before}\n  ${JSON.stringify(key)}: `;
    before = ",";
    if (Array.isArray(value)) yield* piecesOfList(value);
    else yield JSON.stringify(value);
  }
  yield "\n}\n";
}

function* piecesOfList(items: readonly unknown[]): Generator<string> {
  for (let start = 0; start < items.length; start += ITEMS_IN_A_PIECE) {
    const piece = items.slice(start, start + ITEMS_IN_A_PIECE).map((item) => `\n    ${JSON.stringify(item)}`);
    yield `${start === 0 ? "[" : ","}${piece.join(",")}`;
  }
  yield items.length === 0 ? "[]" : "\n  ]";
}

/** `5 policies, 3 namedLocations, …, securityDefaults` under the file's own keys. */
const countsIn = ({ source: _manifest, readAt: _time, notRead: _gaps, ...rest }: JsonObject): string =>
  Object.entries(rest)
    .map(([key, value]) => (Array.isArray(value) ? `${value.length} ${key}` : key))
    .join(", ");
