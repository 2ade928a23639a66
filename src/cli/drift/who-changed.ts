import { lastChange } from "../../audit/changes";
import type { DriftReport, WhoChanged } from "../../drift/drift-report";
import { driftedIn } from "../../drift/who-changed";
import { changeOf } from "../../tenant/graph/evidence/directory-audit";
import type { EntraTenant } from "../../tenant/live/entra-tenant";
import { changesQuestion } from "../../tenant/live/questions";
import { answerOf } from "../../tenant/live/tenant-problem";

/** Graph answers few questions of the log at a time: more objects than these aren't asked about. */
const MOST_ASKED = 10;

/** Asks the audit log what was done last to each object that drifted; without the permission, says so. */
export async function whoChanged(tenant: EntraTenant, report: DriftReport): Promise<WhoChanged> {
  const drifted = [...driftedIn(report)];
  const answer = await answerOf(tenant.lists(drifted.slice(0, MOST_ASKED).map(([id]) => changesQuestion(id))));
  if (answer.kind === "failed") return answer;
  const value = drifted.map(([id, name], at) => {
    if (at >= MOST_ASKED) return { id, name, last: "notAsked" as const };
    const changes = (answer.value[at] ?? []).flatMap((record) => changeOf(record) ?? []);
    return { id, name, last: lastChange(id, changes) };
  });
  return { kind: "read", value };
}
