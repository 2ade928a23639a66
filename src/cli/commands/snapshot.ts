import type { JsonObject } from "../../adapters/graph/json";
import { printable, quoted } from "../../adapters/register";
import { answerOf, connect, readLiveTenant, type TenantProblem } from "../../entra";
import type { Command, ExitStatus } from "../command";
import { whyNotWritable } from "../files/why-not-writable";
import { writePrivateFile } from "../files/write-private-file";
import { refuse } from "../refuse";
import { slowly } from "../slowly";
import type { Surroundings } from "../surroundings";

/** `azmfa snapshot`: writes the live tenant down, read-only. */
export const snapshot: Command = {
  usage: "--out TENANT.json",
  about: `Reads the tenant that the environment leads to (ARM_TENANT_ID, ARM_CLIENT_ID and a secret,
certificate or OIDC token, or else az login) and writes it down as a tenant file for prove
and diff. Changes nothing. What may not be read for lack of a role is left out, which means
"not known", and is said. Only the file's owner can read it. See docs/drift.md for the roles.
`,
  options: {
    out: { kind: "text", value: "TENANT.json", help: "the file to write; an older one is replaced as a whole" },
  },
  files: { least: 0, most: 0 },
  async run(given, surroundings) {
    const out = given.text("out");
    if (out === undefined)
      return refuse(surroundings, [`azmfa: the file to write is missing: azmfa snapshot ${snapshot.usage}`]);
    const progress = slowly("azmfa", surroundings);
    const answer = await answerOf(readTenant(progress.say)).finally(progress.end);
    if (answer.kind === "failed")
      return refuse(surroundings, [`azmfa: nothing was written: ${explain(answer.problem)}`]);
    const { file, missing } = answer.value;
    for (const problem of missing) surroundings.err(`azmfa: left out, so not known: ${explain(problem)}\n`);
    return write(out, file, surroundings);
  },
};

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
