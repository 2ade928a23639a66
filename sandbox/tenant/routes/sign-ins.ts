import { notFound } from "../http/graph-error";
import { type GraphRequest, param } from "../http/graph-request";
import { ok, type Reply } from "../http/reply";
import type { Route } from "../http/router";
import type { GraphObject } from "../json";
import { needs } from "../login/needs";
import { listReply } from "../query/list";
import { byId } from "../store/lists";
import type { RouteContext } from "./context";

const PATH = "/auditLogs/signIns";

/** The sign-in log: what was decided about each sign-in, by this tenant's own evaluator. */
export function signInRoutes(context: RouteContext): readonly Route[] {
  return [
    { method: "GET", path: PATH, needs: needs.readSignIns, handle: (request) => list(context, request) },
    { method: "GET", path: `${PATH}/:id`, needs: needs.readSignIns, handle: (request) => read(context, request) },
  ];
}

/** What v1.0 leaves out of a record. */
const IN_BETA_ONLY = [
  "authenticationDetails",
  "authenticationProtocol",
  "authenticationRequirement",
  "crossTenantAccessType",
  "homeTenantId",
  "networkLocationDetails",
  "originalTransferMethod",
  "signInEventTypes",
  "userType",
];

function list({ signIns, pageSize }: RouteContext, request: GraphRequest): Reply {
  return listReply(signIns.read(), request, {
    pageSize,
    filterable: ["createdDateTime", "resourceId", "userId", "appId", "signInEventTypes", "status"],
    byDefault: (record) => shown(record, request),
  });
}

function read({ signIns }: RouteContext, request: GraphRequest): Reply {
  const record = byId(signIns.read(), param(request, "id"));
  if (record === undefined) throw notFound(`${PATH}/${param(request, "id")}`);
  return ok(shown(record, request));
}

function shown(record: GraphObject, { version }: GraphRequest): GraphObject {
  if (version === "beta") return record;
  const kept = Object.entries(record).filter(([key]) => !IN_BETA_ONLY.includes(key));
  return { ...Object.fromEntries(kept), id: record.id };
}
