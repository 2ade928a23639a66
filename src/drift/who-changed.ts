import type { DirectoryChange } from "../law/model/evidence";
import { listSection, type Section } from "../report/report";
import { printable } from "../text/printable";
import type { DriftReport, WhoChanged } from "./drift-report";

/** The names of the objects that drifted, by their ids in lower case. */
export function driftedIn({ policies, exclusions, since }: DriftReport): ReadonlyMap<string, string> {
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

function inWords(last: DirectoryChange | "notAsked" | undefined): string {
  if (last === "notAsked") return "not looked up: too many objects have drifted";
  if (last === undefined) return "the audit log, which keeps 30 days at most, has no change";
  return `${printable(last.by ?? "somebody whom the log doesn't name")}, ${printable(last.at)} (${printable(last.operation)})`;
}

/** In JSON; null where it isn't known. */
export function whoChangedInJson(who: WhoChanged | undefined): object | null {
  if (who?.kind !== "read") return null;
  return who.value.map(({ id, last }) => {
    const { by = null, at = null, operation = null } = last === "notAsked" || last === undefined ? {} : last;
    return { id, by, at, operation };
  });
}
