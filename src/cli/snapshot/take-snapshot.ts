import type { JsonObject } from "../../adapters/graph/json";
import { printable, quoted } from "../../adapters/register";
import { answerOf, connect, readLiveTenant, type TenantProblem } from "../../entra";
import type { ExitStatus } from "../command";
import { whyNotWritable } from "../files/why-not-writable";
import { writePrivateFile } from "../files/write-private-file";
import { refuse } from "../refuse";
import { slowly } from "../slowly";
import type { Surroundings } from "../surroundings";

/**
 * Reads the tenant that the environment leads to and writes it down.
 * @param out the file to write
 * @public loaded by the snapshot command once its command line is read
 */
export async function takeSnapshot(out: string, surroundings: Surroundings): Promise<ExitStatus> {
  const progress = slowly("azmfa", surroundings);
  const answer = await answerOf(readTenant(progress.say)).finally(progress.end);
  if (answer.kind === "failed") return refuse(surroundings, [`azmfa: nothing was written: ${explain(answer.problem)}`]);
  const { file, missing } = answer.value;
  for (const problem of missing) surroundings.err(`azmfa: left out, so not known: ${explain(problem)}\n`);
  return write(out, file, surroundings);
}

const readTenant = async (say: (what: string, count?: number) => void) =>
  readLiveTenant(await connect(process.env), say);

const explain = ({ message, help }: TenantProblem): string => `${printable(message)}\n  help: ${printable(help)}`;

async function write(out: string, file: JsonObject, surroundings: Surroundings): Promise<ExitStatus> {
  try {
    await writePrivateFile(out, `${JSON.stringify(file, undefined, 2)}\n`);
  } catch (error) {
    return refuse(surroundings, [`azmfa: ${quoted(out)} could not be written: ${whyNotWritable(error)}`]);
  }
  surroundings.err(`azmfa: ${quoted(out)} has ${countsIn(file)}\n`);
  return 0;
}

/** `5 policies, 3 namedLocations, …` under the file's own keys. */
const countsIn = (file: JsonObject): string =>
  Object.entries(file)
    .map(([key, list]) => `${Array.isArray(list) ? list.length : 0} ${key}`)
    .join(", ");
