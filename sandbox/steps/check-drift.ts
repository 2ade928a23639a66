import { runTool } from "./run-tool";
import type { Result, Step } from "./step";

/** `npm run drift` against the local tenant. */
export const checkDrift: Step = {
  title: "npm run drift",
  run: async (session) => resultOf(await runTool(session, "src/cli/drift.ts", [])),
};

/** The drift check's exit status in words. */
function resultOf(status: number): Result {
  switch (status) {
    case 0:
      return { ok: true, lines: ["none: the tenant has what the code says"] };
    case 1:
      return { ok: false, lines: ["the tenant differs from the code, as printed above"] };
    default:
      return { ok: false, lines: ["it could not be told whether the tenant differs; the reason is printed above"] };
  }
}
