import type { LookUp } from "./look-up";

/** Who asks, and in which tenant. Costs no request: the token says it. */
export const getClientConfig: LookUp = async (graph) => {
  const { tenantId, clientId } = graph.settings;
  const { objectId } = await graph.session();
  return { id: `${tenantId}-${clientId}-${objectId}`, clientId, objectId, tenantId };
};
