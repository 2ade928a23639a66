import { renderAdvice } from "../../report/finding";
import { readTenant } from "../../tenant/graph/tenant";
import type { EntraTenant } from "../../tenant/live/entra-tenant";
import { signInsQuestion } from "../../tenant/live/entras-own-word";
import { readLiveTenant } from "../../tenant/live/live-tenant";
import { answerOf } from "../../tenant/live/tenant-problem";
import type { ExitStatus, Host } from "../command";
import { connectBy } from "../connecting";
import { refuse } from "../exit-status";
import { type ReadingProgress, readingProgress } from "../progress";
import { type Asked, printReplay, Replaying } from "../sign-ins/replaying";

/** What the live tenant and its log are called in reports. */
const LIVE = "live";
const DAY_MS = 24 * 3_600_000;

/**
 * Replays the log of the tenant that the environment leads to. A log that breaks off is reported as far as it was read, and never
 * passes.
 * @public loaded by the replay command once its command line is read
 */
export async function replayLive(days: number, asked: Asked, host: Host): Promise<ExitStatus> {
  const progress = readingProgress("azmfa", host);
  const answer = await answerOf(readLive(progress, host)).finally(progress.end);
  if (answer.kind === "failed") return refuse(host, [`azmfa: ${renderAdvice(answer.problem)}`]);
  const { tenant, file } = answer.value;
  const read = readTenant(file, "take");
  if (!read.ok)
    return refuse(
      host,
      read.errors.map(({ path, problem }) => `azmfa: the live tenant: ${path}: ${problem}`),
    );
  const replaying = new Replaying(read.tenant, asked, host);
  const since = new Date(Date.now() - days * DAY_MS);
  const log = await answerOf(readPages(tenant, since, replaying));
  if (log.kind === "failed") replaying.isIncomplete(LIVE, "page");
  const status = await printReplay(replaying.reportOn([LIVE], LIVE), asked.judging, host);
  return log.kind === "failed" ? refuse(host, [`azmfa: ${renderAdvice(log.problem)}`]) : status;
}

async function readLive({ say, waiting }: ReadingProgress, host: Host) {
  const tenant = await connectBy(host, waiting);
  const { file, missing } = await readLiveTenant(tenant, say);
  for (const problem of missing) host.err(`azmfa: left out, so not known: ${renderAdvice(problem)}\n`);
  return { tenant, file };
}

async function readPages(tenant: EntraTenant, since: Date, replaying: Replaying): Promise<void> {
  const reader = replaying.readerOf(LIVE);
  const onBytes = replaying.progressOn(LIVE);
  let record = 0;
  for await (const page of tenant.pages(signInsQuestion(since))) {
    for (const json of page) reader.record(json, { record: ++record, line: record });
    onBytes(0);
  }
}
