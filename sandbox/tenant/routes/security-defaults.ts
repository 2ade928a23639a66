import { badRequest } from "../http/graph-error";
import { noContent, ok, type Reply } from "../http/reply";
import type { Route } from "../http/router";
import type { JsonObject } from "../json";
import { needs } from "../login/needs";
import type { RouteContext } from "./context";

const PATH = "/policies/identitySecurityDefaultsEnforcementPolicy";

/** Security defaults: one switch; while it is on no Conditional Access policy can be enabled. */
export function securityDefaultsRoutes(context: RouteContext): readonly Route[] {
  return [
    {
      method: "GET",
      path: PATH,
      needs: needs.readSecurityDefaults,
      handle: () => ok(context.store.read().securityDefaults),
    },
    { method: "PATCH", path: PATH, needs: needs.writeSecurityDefaults, handle: ({ body }) => update(context, body) },
  ];
}

function update({ store }: RouteContext, body: JsonObject): Reply {
  const isEnabled = body["isEnabled"];
  if (typeof isEnabled !== "boolean") throw badRequest("isEnabled: expected true or false.");
  store.change({ securityDefaults: { ...store.read().securityDefaults, isEnabled } });
  return noContent();
}
