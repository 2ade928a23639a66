import { readFileSync } from "node:fs";
import { type LogItem, readLog } from "../src/cli/json-documents";
import { Replay } from "../src/replay/replay";
import { readRecord } from "../src/tenant/graph/sign-in-log/read-record";
import { readTenant } from "../src/tenant/graph/tenant";
import { prove } from "../src/verifier/prove";

/**
 * Replays a log and prints the differences as JSON. It uses the verdict of a tenant without policies: otherwise the prover's own
 * replay of its witnesses would often catch a fault in the law, which isn't measured here.
 */
async function main([log = "", file = ""]: readonly string[]): Promise<void> {
  const read = readTenant(JSON.parse(readFileSync(file, "utf8")));
  if (!read.ok) throw new Error("the tenant can't be read");
  const replay = new Replay(file, read.tenant, prove({ ...read.tenant, policies: [], users: [] }));
  const take = (item: LogItem): void => {
    if ("why" in item) throw new Error(item.why);
    const record = readRecord(item.json);
    if (record.kind === "signIn") replay.compareSignIn(record.signIn);
  };
  if (!(await readLog(log, take))) throw new Error("the log can't be read to its end");
  const differences = replay.differences.all.map(({ finding, count }) => ({
    displayName: finding.displayName,
    count,
  }));
  console.log(JSON.stringify({ differences }));
}

void main(process.argv.slice(2));
