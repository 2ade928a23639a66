import { AZURE_MANAGEMENT } from "../../model/ids";
import { counted } from "../words/listing";
import type { Explanation, Seen } from "./seen";

const API = `the Windows Azure Service Management API (${AZURE_MANAGEMENT})`;

/** Why a policy isn't about Azure management. */
export function explainApplications({ policy: { applications } }: Seen): Explanation {
  const { include, exclude, filter, otherTarget } = applications;
  if (otherTarget)
    return {
      why: "is about user actions or authentication contexts, not about a resource",
      fix: `target ${API} instead`,
    };
  if (exclude.all || exclude.ids.has(AZURE_MANAGEMENT))
    return { why: "excludes Azure management from its resources", fix: `take ${API} out of its excluded resources` };
  if (filter === "exclude")
    return { why: "leaves out resources by a filter, which may hold Azure management", fix: "take the filter out" };
  const covers = [
    ...(include.adminPortals ? ["the admin portals, which are another resource"] : []),
    ...(include.ids.size > 0 ? [counted(include.ids.size, "other resource")] : []),
    ...(filter === "include" ? ["resources by a filter, which may not hold it"] : []),
  ];
  return {
    why: `isn't about Azure management: it covers ${covers.length === 0 ? "no resource" : covers.join(" and ")}`,
    fix: `add ${API} to its resources`,
  };
}
