import { lastChange } from "../../audit/changes";
import type { DriftReport, WhoChanged } from "../../drift/drift-report";
import { changeOf } from "../../tenant/graph/evidence/directory-audit";
import type { EntraTenant } from "../../tenant/live/entra-tenant";
import { changesQuestion } from "../../tenant/live/questions";
import { answerOf } from "../../tenant/live/tenant-problem";

/** Graph answers few questions of the log at a time: more objects than these aren't asked about. */
const MOST_ASKED = 10;

/** Asks the audit log what was done last to each object that drifted; without the permission, says so. */
export async function whoChanged(tenant: EntraTenant, report: DriftReport): Promise<WhoChanged> {
  const drifted = [...driftedIn(report)];
  const asked = drifted.slice(0, MOST_ASKED);
  const answer = await answerOf(tenant.lists(asked.map(([id]) => changesQuestion(id))));
  if (answer.kind === "failed") return answer;
  const objects = asked.map(([id, name], at) => {
    const changes = (answer.value[at] ?? []).flatMap((record) => changeOf(record) ?? []);
    return { id, name, last: lastChange(id, changes) };
  });
  return { kind: "read", value: { objects, notAsked: drifted.length - asked.length } };
}

/** The names of the objects that drifted, by their ids in lower case. */
function driftedIn({ policies, exclusions, since }: DriftReport): ReadonlyMap<string, string> {
  const isChanged = (policy: DriftReport["policies"][number]): boolean =>
    policy.kind === "compared" ? policy.differences.length > 0 : policy.kind === "deleted";
  const objects = [
    ...policies.filter(isChanged),
    ...exclusions.map(({ entry: { principal } }) => ({ id: principal.id, displayName: principal.id })),
    ...(since?.changes ?? []),
  ];
  return new Map(objects.flatMap(({ id, displayName = id }) => (id ? [[id.toLowerCase(), displayName ?? id]] : [])));
}
