import type { JsonObject } from "../../law/json/json-object";
import { readWholeTenant } from "../../tenant/live/live-tenant";
import { type Command, type ExitStatus, type Host, TOOL } from "../command";
import { writeResults } from "../files/writing";
import { REAL_OPTION, readLive } from "../live";

/**
 * `azmfa snapshot`: writes the live tenant down, read-only.
 * @public loaded by the table of commands when it is asked for
 */
export const snapshot: Command = {
  takes: "--out TENANT.json",
  about: `Reads the tenant that the environment leads to (ARM_TENANT_ID, ARM_CLIENT_ID and a secret,
certificate or OIDC token, or else az login) and writes it down as a tenant file that only its
owner can read. Changes nothing. What may not be read is left out, and said. The roles that it
needs are in docs/reading.md.
`,
  statuses: {
    0: "the tenant file is written",
    2: "the tenant is out of reach, or the file cannot be written",
  },
  options: {
    out: {
      kind: "text",
      value: "TENANT.json",
      help: "the file to write, replacing an older one as a whole; - is standard output",
      must: true,
    },
    ...REAL_OPTION,
  },
  files: { least: 0, most: 0 },
  run: (given, host) => takeSnapshot(given.text("out") ?? "", host),
};

/**
 * Reads the tenant that the environment leads to and writes it down.
 * @param out the file to write, or `-` for standard output
 */
export async function takeSnapshot(out: string, host: Host): Promise<ExitStatus> {
  const read = readLive(host, (tenant, say) => readWholeTenant(tenant, say, new Date(), TOOL), "nothing was written: ");
  const { file } = await read;
  const written = await writeResults(out, piecesOf(file), host);
  host.err(`azmfa: ${written} has ${countsIn(file)}\n`);
  return 0;
}

/** A tenant file as JSON key by key, an object of a list on each line. */
function* piecesOf(file: JsonObject): Generator<string> {
  let before = "{";
  for (const [key, value] of Object.entries(file)) {
    const items = Array.isArray(value) ? value.map((item) => `\n    ${JSON.stringify(item)}`) : undefined;
    const written =
      items === undefined ? JSON.stringify(value) : `[${items.join(",")}${items.length > 0 ? "\n  " : ""}]`;
    yield `${before}\n  ${JSON.stringify(key)}: ${written}`;
    before = ",";
  }
  yield "\n}\n";
}

/** `5 policies, 3 namedLocations, …, securityDefaults` under the file's own keys. */
const countsIn = ({ source: _manifest, readAt: _time, notRead: _gaps, ...rest }: JsonObject): string =>
  Object.entries(rest)
    .map(([key, value]) => (Array.isArray(value) ? `${value.length} ${key}` : key))
    .join(", ");
