import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { type Generating, generateAttempts } from "../../sandbox/tenant/sign-ins/generate";
import { recordOf } from "../../sandbox/tenant/sign-ins/record";
import type { TenantData } from "../../sandbox/tenant/store/store";

const PERIOD = { from: new Date("2026-09-01T00:00:00Z"), until: new Date("2026-10-01T00:00:00Z") };

type Extent = Pick<Generating, "count" | "seed">;

/** A log of `count` sign-ins, decided by the sandbox's evaluator, which shares no code with the law. */
export function* logOf(data: TenantData, { count, seed }: Extent): Generator<object> {
  for (const attempt of generateAttempts(data, { count, seed, ...PERIOD })) yield recordOf(attempt, data);
}

/** Writes the log to a file, one record on each line. */
export async function writeLog(file: string, data: TenantData, extent: Extent): Promise<void> {
  const stream = createWriteStream(file);
  for (const record of logOf(data, extent))
    if (!stream.write(`${JSON.stringify(record)}\n`)) await once(stream, "drain");
  stream.end();
  await once(stream, "finish");
}
