import { each, type FunctionType, text, tokenOf } from "./function-type";

/** Who asks, and in which tenant. Costs no request: the token says it. */
export const getClientConfig: FunctionType = {
  token: tokenOf("getClientConfig"),
  args: { fields: {} },
  results: { fields: each(text, "clientId", "objectId", "tenantId") },

  async ask(graph) {
    const { tenantId, clientId } = graph.settings;
    const { objectId } = await graph.session();
    return { id: `${tenantId}-${clientId}-${objectId}`, clientId, objectId, tenantId };
  },
};
