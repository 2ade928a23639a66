import { renderAdvice } from "../../report/finding";
import { readEvidence } from "../../tenant/graph/evidence/evidence";
import { readTenant } from "../../tenant/graph/tenant";
import { answerOf } from "../../tenant/live/tenant-problem";
import { readWholeTenant } from "../../tenant/live/whole-tenant";
import { printable } from "../../text/printable";
import type { Host } from "../command";
import { connectBy } from "../connecting";
import type { AuditedFile } from "../files/tenant-file";
import { type ReadingProgress, readingProgress } from "../progress";
import { TOOL } from "../tool";

/**
 * The tenant that the environment leads to, as a snapshot of it would have it.
 * @public loaded by the audit only where no file is named
 */
export async function readLive(host: Host): Promise<AuditedFile> {
  const progress = readingProgress("azmfa", host);
  const answer = await answerOf(readWhole(progress, host)).finally(progress.end);
  if (answer.kind === "failed")
    return { ok: false, complaints: [`azmfa: nothing was audited: ${renderAdvice(answer.problem)}`] };
  const { file, missing } = answer.value;
  for (const problem of missing) host.err(`azmfa: left out, so not known: ${renderAdvice(problem)}\n`);
  const read = readTenant(file, "take");
  return read.ok
    ? { ...read, file, evidence: readEvidence(file) }
    : {
        ok: false,
        complaints: read.errors.map(({ path, problem }) => `azmfa: Graph's answer: ${printable(path)}: ${problem}`),
      };
}

/** A list that breaks off makes the answer unknown, and the audit goes on with what is there. */
const readWhole = async ({ say, waiting }: ReadingProgress, host: Host) =>
  readWholeTenant(await connectBy(host, waiting), say, new Date(), TOOL, "leaveOut");
