import type { Session } from "../session";
import { withOwnPack } from "../session/own-pack";
import { recover } from "../session/recovery";
import { STACK, selectStack } from "../session/stack";
import type { Result, Step } from "./step";

/** `pulumi up` of this project with its policy pack. */
export const deploy: Step = {
  title: "pulumi up",
  run: async (session, say) => {
    await selectStack(session);
    await recover(session, say, true);
    const command = withOwnPack(["up", "--yes", "--non-interactive"], session);
    const { status } = await session.pulumi(command, { stdio: ["ignore", "inherit", "inherit"] });
    if (status !== 0) return { ok: false, lines: [`failed with status ${status}; the reasons are printed above`] };
    return summary(session);
  },
};

async function summary(session: Session): Promise<Result> {
  const outputs = await readJson(session, ["stack", "output", "--json"]);
  const lines = Object.entries(outputs).map(([name, value]) => `${name}: ${oneLine(value)}`);
  return { ok: true, lines: [`stack ${STACK}: ${await changes(session)}`, ...lines] };
}

/** What the last update has changed, in the engine's own words: `create`, `update`, `same`. */
async function changes(session: Session): Promise<string> {
  const history = await readJson(session, ["stack", "history", "--json", "--page-size", "1"]);
  const [last] = Object.values(history);
  const counts = typeof last === "object" && last !== null && "resourceChanges" in last ? last.resourceChanges : {};
  const changed = Object.entries(counts ?? {}).filter(([kind]) => kind !== "same");
  return changed.length === 0 ? "nothing to change" : changed.map(([kind, count]) => `${count} ${kind}d`).join(", ");
}

async function readJson(session: Session, args: readonly string[]): Promise<object> {
  const { stdout } = await session.pulumi([...args, "--non-interactive"]);
  const value: unknown = JSON.parse(stdout);
  return typeof value === "object" && value !== null ? value : {};
}

/** Texts as they are, counts by kind without the zeros, anything else as JSON. */
function oneLine(value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value !== "object" || value === null || Array.isArray(value)) return JSON.stringify(value);
  const counts = Object.entries(value).filter(([, count]) => count !== 0);
  return counts.length === 0 ? "none" : counts.map(([kind, count]) => `${count} ${kind}`).join(", ");
}
