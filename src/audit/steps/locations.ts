import { formatAddress } from "../../law/addresses/address";
import type { LocationId } from "../../law/model/ids";
import type { Policy } from "../../law/model/policy";
import type { LocationExtent, NamedLocation } from "../../law/model/tenant";
import { listing, listingSome } from "../../text/sentence";
import type { Observation, Subject } from "../answer";
import type { AuditContext } from "../context";
import { fewOf } from "../policies-in-words";

/** The named locations that a policy lists, each with what is known of its places. */
export function locationObservations(policy: Policy, audited: AuditContext): readonly Observation[] {
  const { network } = policy.conditions;
  if (network.kind === "any") return [];
  const listed = (["include", "exclude"] as const).flatMap((clause) =>
    Array.from(
      network[clause].ids,
      (id): Observation => ({
        subject: locationSubject(id, audited),
        what: `${clause}d location`,
        value: placesIn(audited.tenant.locations?.get(id)),
      }),
    ),
  );
  return [...listed, ...unreadPlaces(policy, audited)];
}

/** What of the places of a policy's locations the verdict couldn't read. */
export function unreadPlaces({ conditions: { network } }: Policy, audited: AuditContext): readonly Observation[] {
  if (network.kind === "any") return [];
  const isListed = (id: LocationId): boolean => network.include.ids.has(id) || network.exclude.ids.has(id);
  return [...(audited.tenant.locations?.values() ?? [])].flatMap(({ id }) => {
    const path = `namedLocations.${id}.`;
    const notes = audited.verdict.unknowns.filter(
      ({ policy, field }) => policy === undefined && field.startsWith(path),
    );
    return isListed(id)
      ? notes.map(({ field, why }) => ({
          subject: locationSubject(id, audited),
          what: field.slice(path.length),
          value: why,
        }))
      : [];
  });
}

const locationSubject = (id: LocationId, { tenant }: AuditContext): Subject => ({
  kind: "location",
  id,
  name: tenant.locations?.get(id)?.displayName ?? id,
});

function placesIn(location: NamedLocation | undefined): string {
  if (location === undefined) return "isn't among the named locations that were read";
  return `${location.trusted ? "trusted: " : ""}${extentInWords(location.extent)}`;
}

function extentInWords(extent: LocationExtent): string {
  switch (extent.kind) {
    case "ranges":
      return (
        listing(
          fewOf(
            extent.ranges.map(
              ({ family, first, last }) =>
                `${formatAddress({ family, value: first })} to ${formatAddress({ family, value: last })}`,
            ),
          ),
          "and",
        ) || "no range that is understood"
      );
    case "countries":
      return `${listingSome([...extent.codes].sort(), 10) || "no country"}${extent.unmapped ? ", and addresses of no known country" : ""}, by ${extent.by === "gps" ? "GPS" : "address"}`;
    case "notKnown":
      return "whose places aren't known";
    case "notUnderstood":
      return extent.why;
  }
}
