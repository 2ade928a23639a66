import { runChild } from "../processes/child";

/** What `pulumi version` answers, without the `v`; `undefined` when it doesn't run. */
export async function engineVersion(executable: string): Promise<string | undefined> {
  const environment = { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" };
  const result = await runChild({ command: executable, args: ["version"], environment }).catch(() => undefined);
  return result?.status === 0 ? result.stdout.trim().replace(/^v/, "") : undefined;
}
