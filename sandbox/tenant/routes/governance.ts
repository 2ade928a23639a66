import { notFound } from "../http/graph-error";
import { type GraphRequest, param } from "../http/graph-request";
import { ok, type Reply } from "../http/reply";
import type { Route } from "../http/router";
import { needs } from "../login/needs";
import { listReply } from "../query/list";
import { objectsOf, showsMembers } from "../store/directory";
import { byId } from "../store/lists";
import type { RouteContext } from "./context";
import { onlyInBeta, readOnly } from "./read-only";

const UNITS = "/directory/administrativeUnits";

/** What surrounds the policies, and only an audit asks for: all of it can only be read. */
export function governanceRoutes(context: RouteContext): readonly Route[] {
  return [
    ...readOnly(
      context,
      "/roleManagement/directory/roleEligibilitySchedules",
      "roleEligibilitySchedules",
      needs.readEligibilities,
      ["principalId", "roleDefinitionId"],
    ),
    ...readOnly(
      context,
      "/reports/authenticationMethods/userRegistrationDetails",
      "userRegistrationDetails",
      needs.readRegistrations,
      ["isMfaRegistered", "isMfaCapable"],
    ),
    ...readOnly(context, UNITS, "administrativeUnits", needs.readUnits, ["displayName"]).map(withoutMembers),
    {
      method: "GET",
      path: `${UNITS}/:id/members`,
      needs: needs.readUnits,
      handle: (request) => members(context, request),
    },
    ...readOnly(context, "/identityGovernance/accessReviews/definitions", "accessReviews", needs.readReviews, []),
    ...onlyInBeta([
      ...readOnly(context, "/security/rules/detectionRules", "detectionRules", needs.readDetections, []),
      {
        method: "GET",
        path: "/identity/conditionalAccess/settings",
        needs: needs.readSettings,
        handle: () => ok(context.store.read().conditionalAccessSettings),
      },
    ]),
  ];
}

/** A unit's members are a list of their own. */
const withoutMembers = (route: Route): Route => ({
  ...route,
  handle: (request) => {
    const reply = route.handle(request);
    return {
      ...reply,
      body: JSON.parse(JSON.stringify(reply.body, (key, value) => (key === "memberIds" ? undefined : value))),
    };
  },
});

function members({ store, pageSize }: RouteContext, request: GraphRequest): Reply {
  const data = store.read();
  const unit = byId(data.administrativeUnits, param(request, "id"));
  if (unit === undefined) throw notFound(`${UNITS}/${param(request, "id")}`);
  const ids = unit["memberIds"];
  const inside = objectsOf(data, Array.isArray(ids) && showsMembers(unit, request.roles) ? ids.map(String) : []);
  return listReply(inside, request, { pageSize });
}
