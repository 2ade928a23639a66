import { join } from "node:path";
import type { Session } from "../session";
import { STACK } from "../session/stack";
import { runTool } from "./run-tool";
import type { Result, Step } from "./step";

const AZMFA = "src/cli/azmfa.ts";

/** `azmfa snapshot`, then `azmfa prove` on what it wrote down. */
export const prove: Step = {
  title: "azmfa prove",
  run: async (session) => {
    const tenant = join(session.folders.root, "tenant-snapshot.json");
    if ((await runTool(session, AZMFA, ["snapshot", "--out", tenant])) !== 0) {
      return { ok: false, lines: ["the local tenant could not be written down; the reason is printed above"] };
    }
    return resultOf(await runTool(session, AZMFA, ["prove", ...(await assumptions(session)), tenant]));
  },
};

/** The register and the day that the stack's own configuration says. */
async function assumptions(session: Session): Promise<readonly string[]> {
  const register = (await configured(session, "exclusions")) ?? join("config", `${STACK}.yaml`);
  const day = await configured(session, "asOf");
  return ["--exclusions", register, ...(day === undefined ? [] : ["--on", day])];
}

async function configured(session: Session, key: string): Promise<string | undefined> {
  const result = await session.pulumi(["config", "get", key, "--stack", STACK, "--non-interactive"]);
  return result.status === 0 ? result.stdout.trim() : undefined;
}

function resultOf(status: number): Result {
  if (status === 0)
    return { ok: true, lines: ["no sign-in reaches Azure management without MFA, but for the declared people"] };
  if (status === 1) return { ok: false, lines: ["not proved: somebody could get in without MFA, as printed above"] };
  return { ok: false, lines: ["there is no verdict; the reason is printed above"] };
}
