import type { JsonObject } from "../../../src/law/json/json-object";
import { connect } from "../../../src/tenant/live/entra-tenant";
import type { WhenBroken } from "../../../src/tenant/live/live-tenant";
import { answerOf, type TenantProblem } from "../../../src/tenant/live/tenant-problem";
import { readWholeTenant } from "../../../src/tenant/live/whole-tenant";

/** What is asked of the process, and what it answers. */
export type Reading = { readonly whenBroken: WhenBroken; readonly retries: number; readonly timeout: number };
export type ReadingResult = {
  readonly file: JsonObject | undefined;
  readonly problem: TenantProblem | undefined;
  /** Pauses, in milliseconds: nobody waits for them here. */
  readonly waits: readonly number[];
  readonly said: readonly string[];
};

/** Waits before further attempts, in milliseconds. */
const WAITS = [1_000, 2_000, 4_000, 8_000, 16_000];

/** Reads the tenant that the environment leads to, as often as it is asked. */
async function read({ whenBroken, retries, timeout }: Reading): Promise<ReadingResult> {
  const waits: number[] = [];
  const said: string[] = [];
  const policy = {
    waits: WAITS.slice(0, retries),
    timeout,
    pause: async (milliseconds: number) => void waits.push(milliseconds),
    expiry: (milliseconds: number) => AbortSignal.timeout(milliseconds),
    onWait: (_: number, { message }: TenantProblem) => void said.push(message),
  };
  const tenant = await connect(process.env, policy);
  const answer = await answerOf(
    readWholeTenant(tenant, () => undefined, new Date(0), { name: "test", version: "1" }, whenBroken),
  );
  return answer.kind === "read"
    ? { file: answer.value.file, problem: undefined, waits, said }
    : { file: undefined, problem: answer.problem, waits, said };
}

process.on("message", (reading: Reading) => {
  read(reading).then(
    (result) => process.send?.(result),
    (error: unknown) => process.send?.({ crash: String(error) }),
  );
});
