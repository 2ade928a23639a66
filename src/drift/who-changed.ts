import type { DirectoryChange } from "../law/model/evidence";
import { listSection, type Section } from "../report/report";
import { changeOf } from "../tenant/graph/evidence/directory-audit";
import type { EntraTenant } from "../tenant/live/entra-tenant";
import { changesQuestion } from "../tenant/live/questions";
import { answerOf } from "../tenant/live/tenant-problem";
import { printable } from "../text/printable";
import type { DriftReport, WhoChanged } from "./drift-report";

/** Graph answers few questions of the log at a time: more objects than these aren't asked about. */
const MOST_ASKED = 10;

export async function whoChanged(tenant: EntraTenant, report: DriftReport): Promise<WhoChanged> {
  const drifted = [...driftedIn(report)].slice(0, MOST_ASKED);
  const answer = await answerOf(tenant.lists(drifted.map(([id]) => changesQuestion(id))));
  if (answer.kind === "failed") return answer;
  const value = drifted.map(([id, name], at) => {
    const changes = (answer.value[at] ?? []).flatMap((record) => changeOf(record) ?? []);
    const [last] = changes
      .filter(({ targets }) => targets.has(id))
      .toSorted((one, other) => (one.at < other.at ? 1 : -1));
    return { id, name, last };
  });
  return { kind: "read", value };
}

/** Names by ids in lower case. */
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

/** In words; no section where nothing drifted. */
export function whoChangedSection(who: WhoChanged | undefined): Section | undefined {
  const items =
    who?.kind === "failed"
      ? [`Not known: ${printable(who.problem.message)}. To see it: ${printable(who.problem.help)}.`]
      : who?.value.map(({ name, last }) => `"${printable(name)}": ${inWords(last)}`);
  return listSection("Who changed it", items ?? []);
}

function inWords(last: DirectoryChange | undefined): string {
  if (last === undefined) return "the audit log, which keeps 30 days at most, has no change";
  return `${printable(last.by ?? "somebody whom the log doesn't name")}, ${printable(last.at)} (${printable(last.operation)})`;
}

/** In JSON; null where it isn't known. */
export function whoChangedInJson(who: WhoChanged | undefined): object | null {
  if (who?.kind !== "read") return null;
  return who.value.map(({ id, last }) => {
    const { by = null, at = null, operation = null } = last ?? {};
    return { id, by, at, operation };
  });
}
