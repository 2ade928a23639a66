import type { Say } from "../engine";
import type { Session } from "../session";
import type { Result, Step } from "./step";

export type Done = { readonly title: string; readonly result: Result };

/** Runs steps one after the other, up to the first that fails. */
export async function runSteps(steps: readonly Step[], session: Session, say: Say): Promise<readonly Done[]> {
  const done: Done[] = [];
  for (const { title, run } of steps) {
    say(`\n== ${title}`);
    const result = await run(session, say);
    done.push({ title, result });
    if (!result.ok) break;
  }
  return done;
}
