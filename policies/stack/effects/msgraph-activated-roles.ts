import { at } from "../../../src/law/json/at-path";
import { asObject } from "../../../src/law/json/json-object";
import { idsIn } from "../objects/entra-objects";
import type { Resource } from "../objects/resource";
import { type Change, worstEffect } from "./change";
import { withTemplates } from "./membership-changes";
import { type GraphRequest, requestsOf } from "../requests/requests";
import { anything } from "./msgraph-untold";
import type { ResourceGraph } from "../objects/resource-graph";

/** Assignments of a role that is named by the id of its activation, in the address or as `roleId`. */
const ACTIVATED = /(?:^|\/)directoryRoles(?:\/|\(')([0-9a-f-]{36})(?:'\))?\/(?:scopedM|m)embers/i;
const WITHIN_UNIT = /(?:^|\/)scopedRoleMember(?:s|Of)(?:\/|$)/i;

/** The activated role that a request gives to somebody; none where it names the template, or takes the role away. */
function activatedRole({ address = "", method, body }: GraphRequest): readonly string[] {
  if (method === "DELETE") return [];
  return WITHIN_UNIT.test(address) ? idsIn(at(asObject(body) ?? {}, ["roleId"])) : idsIn(ACTIVATED.exec(address)?.[1]);
}

/** Whether a generic resource names an activated role, which only another resource of the stack can explain. */
export const requestsActivatedRole = (resource: Resource): boolean =>
  requestsOf(resource).some((request) => activatedRole(request).length > 0);

/** Which role an activated one is, its id doesn't tell. */
export function changesToActivatedRole(
  request: GraphRequest,
  resource: Resource,
  graph: ResourceGraph,
): readonly Change[] {
  const ids = activatedRole(request);
  if (ids.length === 0) return [];
  const { ids: roles, isResolved } = withTemplates({ ids, isResolved: true }, true, graph);
  const [property] = request.properties;
  const named = roles.map(
    (id): Change => ({ resource, kind: "roles", id, property, verb: "assigns", effect: worstEffect("roles", id) }),
  );
  return isResolved ? named : [...named, ...anything(resource, property, ["roles"])];
}
